using System.Text;
using AngleSharp.Html.Parser;
using UserGroups.Mail.Writing;

namespace UserGroups.Tests.Mail;

public sealed class LetterPageTests
{
    private static readonly Stationery Paper = new("Vendor", new Uri("https://groups.example"), "Vendor Ltd\n1 High Street\n12345 Oslo", MailColour.Parse("#0f6a58"));

    [Fact]
    public void Text_and_HTML_say_the_same_words_and_the_same_addresses()
    {
        const string body = "# Thursday\n\nHello *Max*, see [the page](/events/oslo) or https://other.example/a?b=1&c=2.\n\n- one\n- two **bold**\n\n> said\n\n[Keep a seat](https://groups.example/seat)\n\n`code` & <b>not bold</b>";
        var page = LetterPage.From("Oslo", body, "You get this because you joined.", "https://groups.example/unsubscribe/x", Paper);
        var html = new HtmlParser().ParseDocument(page.Html!);
        foreach (var link in html.QuerySelectorAll("a"))
            Assert.Contains(link.GetAttribute("href")!, page.Text, StringComparison.Ordinal);
        foreach (var words in new[] { "Thursday", "Hello Max, see the page", "one", "two bold", "said", "Keep a seat", "code & <b>not bold</b>", "You get this because you joined.", "12345 Oslo" })
        {
            Assert.Contains(words, html.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal("https://groups.example/seat", html.QuerySelector("a.b")!.GetAttribute("href"));
        Assert.Empty(html.QuerySelectorAll("img, script, form, iframe, link, b"));
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("![pixel](https://track.example/p.gif)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    public void Nothing_in_a_body_becomes_active_or_is_loaded(string body)
    {
        var html = new HtmlParser().ParseDocument(LetterPage.From("s", body, "", null, Paper).Html!);
        Assert.Empty(html.QuerySelectorAll("script, img, [onerror], a[href^='javascript'], a[href^='data']"));
    }

    [Fact]
    public void A_letter_whose_HTML_would_be_cut_off_goes_as_text()
    {
        var page = LetterPage.From("s", string.Join("\n\n", Enumerable.Repeat("- [a](https://groups.example/a)", 2500)), "", null, Paper);
        Assert.Null(page.Html);
        Assert.Contains("You get this letter because this address is used on Vendor.", page.Text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(LetterPage.From("s", new string('x', 50_000), "", null, Paper).Html!), 50_000, LetterPage.MaxHtml);
    }

    [Theory]
    [InlineData("#ffee00")]
    [InlineData("#0f6a58")]
    [InlineData("#000000")]
    [InlineData("#ff0000")]
    public void The_accent_can_be_read_by_day_and_by_night(string accent)
    {
        Assert.InRange(MailColour.Parse(accent).ReadableOn(MailColour.White).ContrastWith(MailColour.White), 4.5, 21);
        Assert.InRange(MailColour.Parse(accent).ReadableOn(MailColour.Night).ContrastWith(MailColour.Night), 4.5, 21);
    }
}
