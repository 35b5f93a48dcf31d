using System.Text;
using UserGroups.Mail.Mime;

namespace UserGroups.Mail.Tests.Mime;

public partial class MimeWriterTests
{
    [Fact]
    public void A_plain_letter_looks_like_this() => Assert.Equal(
        """
        From: Lena Berg <lena@oslo.example.org>
        To: Max Oduya <max@example.net>
        Subject: Spring meeting in Oslo
        Date: Tue, 07 Apr 2026 18:30:05 +0200
        Message-ID: <0123456789abcdef@oslo.example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        Hello Max,

        we meet on Thursday.

        """.ToCrlf(),
        Samples.WriteText(Samples.Letter()));

    [Fact]
    public void An_invitation_with_a_file_nests_its_parts()
    {
        var text = Samples.WriteText(Samples.Announcement() with
        {
            Calendar = new CalendarPart("request", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"),
            Attachments = [new Attachment("programme.pdf", "application/pdf", "%PDF"u8.ToArray())],
        });

        var shape = text.Split("\r\n").Where(l => l.StartsWith("Content-Type", StringComparison.Ordinal) || l.StartsWith("Content-Disposition", StringComparison.Ordinal) || l.StartsWith("--=_", StringComparison.Ordinal)).Select(l => BoundaryHash().Replace(l, ""));
        Assert.Equal(
            ["Content-Type: multipart/mixed; boundary=\"=_m\"", "--=_m", "Content-Type: multipart/alternative; boundary=\"=_a\"", "--=_a", "Content-Type: text/plain; charset=utf-8", "--=_a", "Content-Type: text/html; charset=utf-8", "--=_a", "Content-Type: text/calendar; method=REQUEST; charset=utf-8", "--=_a--", "--=_m", "Content-Type: application/pdf", "Content-Disposition: attachment; filename=\"programme.pdf\"", "--=_m--"],
            shape);
        Assert.Contains("List-Unsubscribe: <https://groups.example.org/u/AbCdEfGhIjKlMnOpQrStUvWxYz012345>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nAuto-Submitted: auto-generated\r\n", text, StringComparison.Ordinal);
        Assert.Contains("List-Id: <oslo.news.example.org>\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_message_gives_the_same_bytes() => Assert.Equal(Samples.Write(Samples.Announcement()), Samples.Write(Samples.Announcement()));

    [Theory]
    [InlineData("a\r\nBcc: evil@example.org")]
    [InlineData("a\nBcc: evil@example.org")]
    [InlineData("a\rBcc: evil@example.org")]
    [InlineData("a\0b")]
    public void Nothing_gets_a_line_break_into_a_header(string attack)
    {
        var what = attack.Contains('\0', StringComparison.Ordinal) ? "a NUL character" : "a line break";

        Assert.Equal($"A subject must not contain {what}.", Fault(() => Samples.Letter(attack)));
        Assert.Equal($"A name must not contain {what}.", Fault(() => new Mailbox("max@example.net", attack)));
        Assert.Equal($"An address must not contain {what}.", Fault(() => new Mailbox(attack + "@example.net")));
        Assert.Equal($"An address must not contain {what}.", Fault(() => new Mailbox("max@example.net" + attack[1..])));
        Assert.Equal($"The header X-Test must not contain {what}.", Fault(() => new MailHeader("X-Test", attack)));
        Assert.Equal($"A file name must not contain {what}.", Fault(() => new Attachment(attack, "text/plain", default)));
        Assert.Equal("A header's name is printable ASCII without colon and space, at most 60 characters.", Fault(() => new MailHeader(attack, "x")));
        Assert.Equal("A Message-ID has the form <left@right> in plain characters.", Fault(() => Samples.Letter() with { MessageId = $"<{attack}@example.org>" }));
        Assert.Equal("A calendar method is one word, such as REQUEST.", Fault(() => new CalendarPart(attack, "")));
        Assert.Equal("A media type is written like application/pdf; multipart and message types are not attached.", Fault(() => new Attachment("a", "text/plain" + attack[1..], default)));
        Assert.NotNull(Fault(() => MailHeader.ListId(attack)));
        Assert.NotNull(Fault(() => MessageId.New(attack)));
    }

    [Theory]
    [InlineData("From")]
    [InlineData("bcc")]
    [InlineData("Content-Type")]
    [InlineData("DKIM-Signature")]
    [InlineData("Subject")]
    public void Fields_of_the_message_cannot_be_set_twice(string name) =>
        Assert.Equal($"The header {name} is set by the message itself.", Fault(() => new MailHeader(name, "x")));

    [Fact]
    public void A_header_that_cannot_be_folded_into_998_characters_is_refused() =>
        Assert.Equal("The header X-Long has a piece that is too long for a line of 998 characters.", Fault(() => Samples.Write(Samples.Letter() with { Headers = [new MailHeader("X-Long", new string('x', 1000))] })));

    [Fact]
    public void Unsubscribing_by_one_click_needs_https()
    {
        Assert.Equal("<https://example.org/u/x>, <mailto:leave%2Bx@example.org?subject=unsubscribe>", MailHeader.ListUnsubscribe(new Uri("https://example.org/u/x"), new Mailbox("leave+x@example.org")).Value);
        Assert.Equal("One-click unsubscribing needs an https address.", Fault(() => MailHeader.ListUnsubscribe(new Uri("http://example.org/u/x"))));
        Assert.Equal("One-click unsubscribing needs an https address.", Fault(() => MailHeader.ListUnsubscribe(new Uri("/u/x", UriKind.Relative))));
    }

    [Fact]
    public void A_message_without_any_body_is_refused() =>
        Assert.Equal("A message needs a text, an HTML or a calendar part.", Fault(() => Samples.Write(Samples.Letter(text: null))));

    [Fact]
    public void A_custom_header_is_folded_at_its_spaces()
    {
        var text = Samples.WriteText(Samples.Letter() with { Headers = [new MailHeader("X-Words", string.Join(' ', Enumerable.Repeat("word", 40))), new MailHeader("X-Ü".Replace('Ü', 'U'), "Grüße")] });

        Assert.All(text.Split("\r\n"), l => Assert.True(l.Length <= 78));
        Assert.Contains("X-Words: " + string.Join(' ', Enumerable.Repeat("word", 40)) + "\r\n", text.Replace("\r\n ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("X-U: =?utf-8?B?R3LDvMOfZQ==?=\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lena@example.org", "lena@example.org")]
    [InlineData(" Lena@EXAMPLE.org ", "Lena@example.org")]
    [InlineData("lena@Köln.example", "lena@xn--kln-sna.example")]
    [InlineData("lena@日本語.example", "lena@xn--wgv71a119e.example")]
    [InlineData("lena+oslo@localhost", "lena+oslo@localhost")]
    [InlineData("\"lena berg\"@example.org", "\"lena berg\"@example.org")]
    [InlineData("jürgen@example.org", "jürgen@example.org")]
    [InlineData("o'neil{x}@example.org", "o'neil{x}@example.org")]
    public void Addresses_become_what_goes_on_the_wire(string typed, string wire) => Assert.Equal(wire, new Mailbox(typed).Address);

    [Theory]
    [InlineData("")]
    [InlineData("lena")]
    [InlineData("@example.org")]
    [InlineData("lena@")]
    [InlineData("le na@example.org")]
    [InlineData(".lena@example.org")]
    [InlineData("lena.@example.org")]
    [InlineData("le..na@example.org")]
    [InlineData("lena@example..org")]
    [InlineData("lena@-example.org")]
    [InlineData("lena@exam ple.org")]
    [InlineData("lena@example.org.")]
    [InlineData("lena@[127.0.0.1]")]
    [InlineData("<lena@example.org>")]
    [InlineData("lena@example.org>, <max@example.net")]
    [InlineData("lena@example.org, max@example.net")]
    [InlineData("lena@example.org SIZE=1")]
    [InlineData("\"a\"b\"@example.org")]
    [InlineData("\"a\\\"@example.org")]
    [InlineData("le\u00A0na@example.org")]
    [InlineData("le\uD800na@example.org")]
    [InlineData("le(x)na@example.org")]
    [InlineData("lena@exa_mple.org")]
    public void What_is_no_address_is_refused_in_a_sentence(string typed)
    {
        Assert.False(Mailbox.TryCreate(typed, null, out _, out var fault));
        Assert.EndsWith(".", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_of_addresses_have_their_limits()
    {
        Assert.Equal(64, new Mailbox(new string('a', 64) + "@example.org").LocalPart.Length);
        Assert.NotNull(Fault(() => new Mailbox(new string('a', 65) + "@example.org")));
        Assert.NotNull(Fault(() => new Mailbox("a@" + string.Join('.', Enumerable.Repeat(new string('b', 63), 4)) + ".org")));
        Assert.NotNull(Fault(() => new Mailbox("a@" + new string('b', 64) + ".org")));
    }

    [Fact]
    public void Message_IDs_are_new_each_time_and_valid()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => MessageId.New("Köln.example")).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.True(MessageId.IsValid(id) && id.EndsWith("@xn--kln-sna.example>", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_name_of_any_script_becomes_pieces_of_RFC_2231()
    {
        using var buffer = new PooledBuffer();
        Disposition.Write(new HeaderField(buffer), "Ein sehr langer Dateiname über das Frühjahrstreffen.pdf");

        Assert.Equal(
            "Content-Disposition: attachment;\r\n filename*0*=utf-8''Ein%20sehr%20langer%20Dateiname%20%C3%BCber%20das%20F;\r\n filename*1*=r%C3%BChjahrstreffen.pdf\r\n",
            Encoding.ASCII.GetString(buffer.WrittenSpan));
    }

    [System.Text.RegularExpressions.GeneratedRegex("(?<==_[ma])[0-9a-f]{24}", System.Text.RegularExpressions.RegexOptions.None, 1000)]
    private static partial System.Text.RegularExpressions.Regex BoundaryHash();

    private static string? Fault(Func<object?> act) => Assert.Throws<MailFormatException>(act).Message;
}
