using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using UserGroups.Shared;
using UserGroups.Shared.Markdown;

namespace UserGroups.Tests.Shared.Markdown;

public class SafeMarkdownTests
{
    private static readonly MarkdownOptions Options = new() { Origin = new Uri("https://groups.example") };

    [Theory]
    [InlineData("**Next** meetup: *soon*, ~~never~~", "<p><strong>Next</strong> meetup: <em>soon</em>, <del>never</del></p>")]
    [InlineData("[a](https://x.example/?q=1&r=2)", "<p><a href=\"https://x.example/?q=1&amp;r=2\" rel=\"nofollow ugc noopener\">a</a></p>")]
    [InlineData("[a](mailto:lena@oslo.example)", "<p><a href=\"mailto:lena@oslo.example\" rel=\"nofollow ugc noopener\">a</a></p>")]
    [InlineData("[a](../b#c)", "<p><a href=\"../b#c\" rel=\"nofollow ugc noopener\">a</a></p>")]
    [InlineData("<https://x.example>", "<p><a href=\"https://x.example\" rel=\"nofollow ugc noopener\">https://x.example</a></p>")]
    [InlineData("see www.x.example", "<p>see <a href=\"https://www.x.example\" rel=\"nofollow ugc noopener\">www.x.example</a></p>")]
    [InlineData("![Oslo](/p.png)", "<p><img src=\"/p.png\" alt=\"Oslo\" loading=\"lazy\"></p>")]
    [InlineData("![Oslo](https://groups.example/p.png)", "<p><img src=\"https://groups.example/p.png\" alt=\"Oslo\" loading=\"lazy\"></p>")]
    [InlineData("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>")]
    [InlineData("|a|b|\n|-|-:|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th class=\"align-right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td class=\"align-right\">2</td>\n</tr>\n</tbody>\n</table>")]
    [InlineData("", "")]
    public void Good_markdown_is_written_as_meant(string source, string html) => Assert.Equal(html, SafeMarkdown.ToHtml(source, Options));

    [Theory]
    [InlineData(3, "<h3>a</h3>\n<h5>b</h5>\n<h6>c</h6>")]
    [InlineData(1, "<h1>a</h1>\n<h3>b</h3>\n<h6>c</h6>")]
    public void Headings_begin_where_the_page_wants_them(int first, string html) =>
        Assert.Equal(html, SafeMarkdown.ToHtml("# a\n\n### b\n\n###### c", new MarkdownOptions { FirstHeading = first }));

    [Fact]
    public void Any_text_yields_only_allowed_elements_attributes_and_schemes()
    {
        var pieces = Gen.Elements(
            "[a](", ")", "![", "]", "<", ">", "javascript:", "data:", "http://", "https://x.example", "mailto:", "&#", ";", "&colon;", "\"", "'", "`", "```", "\n", "\n\n",
            "# ", "> ", "- ", "1. ", "|", "|-|", "*", "_", "~~", "\\", "\t", "\u0000", "\u202E", "\uD800", "on=1", "<script>", "<svg/onload=1>", "<!--", "[x]: ", "[x]", "www.", "@", "é", "中", " ");
        var text = Gen.ListOf(Gen.OneOf(pieces, ArbMap.Default.GeneratorFor<string>().Select(any => any ?? ""))).Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), source =>
        {
            var faults = SafeHtml.Faults(SafeMarkdown.ToHtml(source, Options));
            Assert.True(faults.Count == 0, string.Join(", ", faults));
            Assert.NotNull(SafeMarkdown.ToPlainText(source, Options));
            Assert.InRange(SafeMarkdown.Excerpt(source, 40).Length, 0, 40);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("[")]
    [InlineData(">")]
    [InlineData("> ")]
    [InlineData("![")]
    [InlineData("*a ")]
    [InlineData("a**b")]
    [InlineData("*a_")]
    [InlineData("`")]
    [InlineData("[a](")]
    [InlineData("[](")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("<")]
    [InlineData("<a ")]
    [InlineData("&")]
    [InlineData("|")]
    [InlineData("|\n-|\n")]
    [InlineData("~~a")]
    [InlineData("\\")]
    [InlineData("[a]: b\n")]
    [InlineData("http://")]
    [InlineData("www.")]
    [InlineData("*")]
    [InlineData("[a][")]
    [InlineData("a\n\n")]
    [InlineData("www.a.b ")]
    [InlineData("https://a.b ")]
    [InlineData("\n|a")]
    [InlineData("a@b.c ")]
    [InlineData("&#1;")]
    [InlineData("[](\n\n")]
    [InlineData("    - ")]
    public void A_hundred_kilobytes_of_anything_take_less_than_a_second(string piece)
    {
        SafeMarkdown.ToHtml("warm", Options);
        var bomb = string.Concat(Enumerable.Repeat(piece, 102_400 / piece.Length));
        // The best of three: other tests share the processors, and a quadratic parser is slow every time.
        var html = "";
        var seconds = double.PositiveInfinity;
        for (var run = 0; run < 3 && seconds >= 1; run++)
        {
            var watch = Stopwatch.StartNew();
            html = SafeMarkdown.ToHtml(bomb, Options);
            seconds = Math.Min(seconds, watch.Elapsed.TotalSeconds);
        }
        Assert.True(seconds < 1, $"{seconds:0.0} s");
        Assert.Empty(SafeHtml.Faults(html));
        Assert.NotEqual("", SafeMarkdown.ToPlainText(bomb + "z", Options));
    }

    [Fact]
    public void Nested_quotations_and_lists_end_in_a_plain_paragraph()
    {
        Assert.Equal("<p>" + string.Concat(Enumerable.Repeat("&gt;", 1000)) + "a</p>", SafeMarkdown.ToHtml(new string('>', 1000) + "a"));
        Assert.Equal(new string('>', 1000) + "a", SafeMarkdown.ToPlainText(new string('>', 1000) + "a"));
    }

    [Theory]
    [InlineData("|")]
    [InlineData("a | ")]
    [InlineData("**a ")]
    [InlineData("[a")]
    [InlineData("![a](/b ")]
    [InlineData("~~*_")]
    [InlineData("> - ")]
    public void No_number_of_marks_makes_it_fail(string piece)
    {
        foreach (var count in new[] { 1, 20, 39, 41, 60, 99, 101, 127, 129, 200, 1000, 3999 })
        {
            var source = string.Concat(Enumerable.Repeat(piece, count));
            Assert.Empty(SafeHtml.Faults(SafeMarkdown.ToHtml(source, Options)));
            Assert.NotNull(SafeMarkdown.ToPlainText(source, Options));
        }
    }

    [Fact]
    public void A_text_over_the_limit_is_refused_with_both_numbers()
    {
        var refused = Assert.Throws<RuleException>(() => SafeMarkdown.ToHtml(new string('a', 1001), new MarkdownOptions { MaxLength = 1000 }));
        Assert.Equal("The text is too long: 1,001 characters of at most 1,000.", refused.Message);
        Assert.Equal("<p>" + new string('a', 1000) + "</p>", SafeMarkdown.ToHtml(new string('a', 1000), new MarkdownOptions { MaxLength = 1000 }));
    }

    [Theory]
    [InlineData("# Hei\n\nCome to **Oslo**, see [the page](/chapters/oslo) or write to [Lena](mailto:lena@oslo.example).", "Hei\n\nCome to Oslo, see the page (https://groups.example/chapters/oslo) or write to Lena (lena@oslo.example).")]
    [InlineData("<https://x.example> and www.x.example and [https://x.example](https://x.example/)", "https://x.example and www.x.example and https://x.example")]
    [InlineData("- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d")]
    [InlineData("> quoted\n> twice\n\n    code\n    more", "> quoted\n> twice\n\n    code\n    more")]
    [InlineData("[click](javascript:alert(1)) ![Oslo](/p.png)", "click Oslo")]
    [InlineData("|a|b|\n|-|-|\n|1|2|", "a | b\n1 | 2")]
    [InlineData("fish &amp; chips &copy; `x < y` \\*", "fish & chips © x < y *")]
    [InlineData("one\\\ntwo\n\n---\n\nthree", "one\ntwo\n\n---\n\nthree")]
    public void Plain_text_says_the_same(string source, string text) => Assert.Equal(text, SafeMarkdown.ToPlainText(source, Options));

    [Theory]
    [InlineData("# Hei\n\nCome to **Oslo**, see [the page](/x).", 100, "Hei Come to Oslo, see the page.")]
    [InlineData("Come to Oslo, it is lovely", 14, "Come to Oslo…")]
    [InlineData("Donaudampfschifffahrt", 10, "Donaudamp…")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 20, "👩‍👩‍👧‍👦…")]
    [InlineData("", 20, "")]
    public void An_excerpt_is_one_line_cut_between_words(string source, int length, string excerpt) => Assert.Equal(excerpt, SafeMarkdown.Excerpt(source, length));
}
