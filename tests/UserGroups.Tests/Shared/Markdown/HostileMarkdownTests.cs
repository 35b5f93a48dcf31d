using UserGroups.Shared.Markdown;

namespace UserGroups.Tests.Shared.Markdown;

public class HostileMarkdownTests
{
    /// <summary>Source, and the whole answer.</summary>
    public static TheoryData<string, string> Exact => new()
    {
        { "[a](javascript:alert(1))", "<p>a</p>" },
        { "[a](JaVaScRiPt:alert(1))", "<p>a</p>" },
        { "[a](javascript&colon;alert(1))", "<p>a</p>" },
        { "[a](javascript&#58;alert(1))", "<p>a</p>" },
        { "[a](javascript&#x3a;alert(1))", "<p>a</p>" },
        { "[a](&#106;avascript:alert(1))", "<p>a</p>" },
        { "[a](&#x6A;&#x61;vascript:alert(1))", "<p>a</p>" },
        { "[a](java&#10;script:alert(1))", "<p>a</p>" },
        { "[a](java&Tab;script:alert(1))", "<p>a</p>" },
        { "[a](java&NewLine;script:alert(1))", "<p>a</p>" },
        { "[a](&#1;javascript:alert(1))", "<p>a</p>" },
        { "[a](&#32;javascript:alert(1))", "<p>a</p>" },
        { "[a](&nbsp;javascript:alert(1))", "<p>a</p>" },
        { "[a](&#x200B;javascript:alert(1))", "<p>a</p>" },
        { "[a](<javascript:alert(1)>)", "<p>a</p>" },
        { "[a](< javascript:alert(1)>)", "<p>a</p>" },
        { "[a](<java\tscript:alert(1)>)", "<p>a</p>" },
        { "[a](java\\script:alert(1))", "<p>a</p>" },
        { "[a](javascript\\:alert(1))", "<p>a</p>" },
        { "[a](javascript%3Aalert(1):x)", "<p>a</p>" },
        { "[a](vbscript:msgbox(1))", "<p>a</p>" },
        { "[a](livescript:x)", "<p>a</p>" },
        { "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "<p>a</p>" },
        { "[a](data:text/html,%3Cscript%3Ealert(1)%3C/script%3E)", "<p>a</p>" },
        { "[a](blob:https://x.example/1)", "<p>a</p>" },
        { "[a](file:///etc/passwd)", "<p>a</p>" },
        { "[a](ftp://x.example/)", "<p>a</p>" },
        { "[a](tel:+4712345678)", "<p>a</p>" },
        { "[a](ms-msdt:/id)", "<p>a</p>" },
        { "[a](view-source:https://x.example)", "<p>a</p>" },
        { "[a](feed:javascript:alert(1))", "<p>a</p>" },
        { "[a](jar:https://x.example!/)", "<p>a</p>" },
        { "[a](//evil.example/x)", "<p>a</p>" },
        { "[a](/\\evil.example)", "<p>a</p>" },
        { "[a](\\\\evil.example)", "<p>a</p>" },
        { "[a](https:evil.example)", "<p>a</p>" },
        { "[a](https://bank.example@evil.example/)", "<p>a</p>" },
        { "[a](https://user:pw@evil.example/)", "<p>a</p>" },
        { "[a](mailto:a@b.example,c@d.example)", "<p>a</p>" },
        { "[a](mailto:a@b.example?bcc=all@b.example)", "<p>a</p>" },
        { "[a](mailto:a@b.example%0Abcc:c@d.example)", "<p>a</p>" },
        { "[a](mailto:javascript:alert(1))", "<p>a</p>" },
        { "<javascript:alert(1)>", "<p>javascript:alert(1)</p>" },
        { "<vbscript:x>", "<p>vbscript:x</p>" },
        { "<data:text/html,x>", "<p>data:text/html,x</p>" },
        { "[a][x]\n\n[x]: javascript:alert(1)", "<p>a</p>" },
        { "[x]\n\n[x]: <data:text/html,1> \"t\"", "<p>x</p>" },
        { "[x][]\n\n[x]: JAVASCRIPT:alert(1)", "<p>x</p>" },
        { "![a](javascript:alert(1))", "<p>a</p>" },
        { "![a](data:image/svg+xml,<svg/onload=alert(1)>)", "<p>a</p>" },
        { "![a](data:image/png;base64,AAAA)", "<p>a</p>" },
        { "![a](https://tracker.example/p.gif)", "<p>a</p>" },
        { "![a](//tracker.example/p.gif)", "<p>a</p>" },
        { "![a](https://groups.example.evil.example/p.gif)", "<p>a</p>" },
        { "![a](https://groups.example@evil.example/p.gif)", "<p>a</p>" },
        { "![a](http://groups.example/p.gif)", "<p>a</p>" },
        { "![a](https://groups.example:8443/p.gif)", "<p>a</p>" },
        { "![a\" onerror=\"alert(1)](/p.png)", "<p><img src=\"/p.png\" alt=\"a&quot; onerror=&quot;alert(1)\" loading=\"lazy\"></p>" },
        { "![a](/p.png \"x\\\" onerror=alert(1)\")", "<p><img src=\"/p.png\" alt=\"a\" title=\"x&quot; onerror=alert(1)\" loading=\"lazy\"></p>" },
        { "[a](/b \"x\\\" onmouseover=alert(1)\")", "<p><a href=\"/b\" title=\"x&quot; onmouseover=alert(1)\" rel=\"nofollow ugc noopener\">a</a></p>" },
        { "[a](/b\"onclick=alert(1))", "<p>a</p>" },
        { "[![b](javascript:1)](javascript:2)", "<p>b</p>" },
        { "[**a**](javascript:1)", "<p><strong>a</strong></p>" },
        { "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
        { "<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>" },
        { "<svg/onload=alert(1)>", "<p>&lt;svg/onload=alert(1)&gt;</p>" },
        { "<svg><a xlink:href=javascript:alert(1)>x</a></svg>", "<p>&lt;svg&gt;&lt;a xlink:href=javascript:alert(1)&gt;x&lt;/a&gt;&lt;/svg&gt;</p>" },
        { "<iframe src=javascript:alert(1)>", "<p>&lt;iframe src=javascript:alert(1)&gt;</p>" },
        { "<a href=\"javascript:alert(1)\">x</a>", "<p>&lt;a href=\"javascript:alert(1)\"&gt;x&lt;/a&gt;</p>" },
        { "<style>@import 'x'</style>", "<p>&lt;style&gt;@import 'x'&lt;/style&gt;</p>" },
        { "<!--><script>alert(1)</script>-->", "<p>&lt;!--&gt;&lt;script&gt;alert(1)&lt;/script&gt;--&gt;</p>" },
        { "<?php echo 1 ?>", "<p>&lt;?php echo 1 ?&gt;</p>" },
        { "<![CDATA[<script>alert(1)</script>]]>", "<p>&lt;![CDATA[&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;</p>" },
        { "<math><mtext><script>1</script></mtext></math>", "<p>&lt;math&gt;&lt;mtext&gt;&lt;script&gt;1&lt;/script&gt;&lt;/mtext&gt;&lt;/math&gt;</p>" },
        { "&lt;script&gt;alert(1)&lt;/script&gt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
        { "`<script>alert(1)</script>`", "<p><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></p>" },
        { "```\"onclick=alert(1)\nx\n```", "<pre><code>x\n</code></pre>" },
        { "```js\n</code></pre><script>1</script>\n```", "<pre><code class=\"language-js\">&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;1&lt;/script&gt;\n</code></pre>" },
        { "</p></main><script>alert(1)</script>", "<p>&lt;/p&gt;&lt;/main&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
        { "a\u202Egnp.exe", "<p>agnp.exe</p>" },
        { "a\0b", "<p>ab</p>" },
        { "[a](\u0001javascript:alert(1))", "<p>a</p>" },
        { "[a](ｊavascript:alert(1))", "<p>a</p>" },
        { "# a {onclick=alert(1)}", "<h3>a {onclick=alert(1)}</h3>" },
    };

    private static readonly MarkdownOptions Options = new() { Origin = new Uri("https://groups.example") };

    [Theory]
    [MemberData(nameof(Exact))]
    public void A_hostile_text_becomes_exactly_this(string source, string html)
    {
        var made = SafeMarkdown.ToHtml(source, Options);
        Assert.Equal(html, made);
        Assert.Empty(SafeHtml.Faults(made));
    }

    [Fact]
    public void The_corpus_holds_more_than_sixty_attacks() => Assert.InRange(Exact.Count, 60, 200);

    [Fact]
    public void The_second_check_alone_refuses_what_the_first_would_let_through()
    {
        const string Html = "<p onclick=\"x\">a<script>b</script><svg><a href=\"javascript:1\">c</a></svg><a href=\"javascript:1\">d</a>"
            + "<img src=\"data:x\" alt=\"e\"><form><b>f</b></form><a href=\"java\nscript:1\">g</a><td style=\"background:url(x)\">h</td>";
        Assert.Equal("<p>ade</p>f<a></a>gh".Replace("<a></a>", ""), HtmlAllowList.Rewrite(Html, Options));
    }

    [Fact]
    public void The_judge_of_these_tests_sees_what_is_unsafe()
    {
        Assert.Equal(
            ["element script", "attribute onclick on p", "scheme javascript", "link without rel", "scheme data", "foreign image"],
            SafeHtml.Faults("<script>1</script><p onclick=1><a href=' java\tscript:1'>x</a><img src=data:x>"));
    }
}
