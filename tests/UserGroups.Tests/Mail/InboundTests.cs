using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Mail.Inbound;

namespace UserGroups.Tests.Mail;

public sealed class InboundTests : IAsyncLifetime
{
    private PostRoom room = null!;

    public async Task InitializeAsync() => room = await PostRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task A_hard_bounce_to_the_signed_return_address_stops_the_address_at_once()
    {
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("Max@member.example"));
        await PostRoom.SendAsync(process);
        var sender = room.Sink.Messages.Single().Sender;
        Assert.Matches(@"^bounces\+1-[0-9a-f]{16}@vendor\.example$", sender);

        var receipt = await TakeAsync(process, Bounce(sender, "max@member.example", "failed", "5.1.1", "smtp; 550 5.1.1 no such user", null));

        Assert.Equal((InboundKind.Bounce, 1), (receipt.Kind, receipt.Facts));
        await using var db = room.Database.Open();
        var stop = await db.SuppressedAddresses.SingleAsync();
        Assert.Equal(("max@member.example", SuppressionReason.HardBounce, "5.1.1 550 5.1.1 no such user", id), (stop.Address, stop.Reason, stop.Detail, stop.OutboxMessageId));
    }

    [Fact]
    public async Task A_bounce_that_quotes_the_Message_ID_counts_and_one_that_names_neither_has_no_consequence()
    {
        var process = room.Process();
        var letter = await room.LetterAsync(await room.PostAsync(process, new Note("max@member.example")));
        var invented = await TakeAsync(process, Bounce("bounces+1-0000000000000000@vendor.example", "max@member.example", "failed", "5.1.1", "smtp; 550 no", "<invented@vendor.example>"));
        Assert.Equal((InboundKind.Bounce, 0), (invented.Kind, invented.Facts));
        await using (var db = room.Database.Open())
            Assert.Equal(0, await db.SuppressedAddresses.CountAsync());

        Assert.Equal(1, (await TakeAsync(process, Bounce("groups@vendor.example", "max@member.example", "failed", "5.1.1", "smtp; 550 no", letter.MessageId))).Facts);
        await using var after = room.Database.Open();
        Assert.Equal(1, await after.SuppressedAddresses.CountAsync());
    }

    [Fact]
    public async Task Soft_bounces_add_up_fade_and_rest_the_address_for_a_while()
    {
        var process = room.Process();
        var letter = await room.LetterAsync(await room.PostAsync(process, new Note("max@member.example")));
        for (var i = 0; i < 4; i++)
        {
            await TakeAsync(process, Bounce("groups@vendor.example", "max@member.example", "failed", "5.2.2", $"smtp; 552 mailbox full {i}", letter.MessageId));
            await using var db = room.Database.Open();
            Assert.Equal(i == 3 ? 1 : 0, await db.SuppressedAddresses.CountAsync());
        }

        await using var after = room.Database.Open();
        var stop = await after.SuppressedAddresses.SingleAsync();
        Assert.Equal((SuppressionReason.SoftBounces, PostRoom.Noon.UtcDateTime.AddDays(14)), (stop.Reason, stop.Until));
    }

    [Fact]
    public void A_soft_bounce_weighs_half_after_a_week()
    {
        var now = PostRoom.Noon.UtcDateTime;
        Assert.Equal(1.75, SoftBounces.Score([now, now.AddDays(-7), now.AddDays(-14)], now), 6);
        Assert.Null(SoftBounces.RestsUntil(3.9, 4, now));
        Assert.Equal(now.AddDays(21), SoftBounces.RestsUntil(8, 4, now));
    }

    [Theory]
    [InlineData("failed", "5.1.1", "", InboundFactKind.Hard)]
    [InlineData("failed", "5.1.8", "", InboundFactKind.Soft)]
    [InlineData("failed", "5.2.2", "", InboundFactKind.Soft)]
    [InlineData("failed", "5.7.1", "550 5.7.1 blocked", InboundFactKind.Soft)]
    [InlineData("failed", "4.4.7", "", InboundFactKind.Soft)]
    [InlineData("failed", "5.0.0", "550 user unknown", InboundFactKind.Hard)]
    [InlineData("failed", "5.0.0", "554 policy", InboundFactKind.Soft)]
    [InlineData("delayed", "4.4.1", "", InboundFactKind.Delayed)]
    [InlineData("relayed", "2.0.0", "", InboundFactKind.Delivered)]
    public void Doubt_never_costs_an_address_its_mail_at_once(string action, string status, string diagnostic, InboundFactKind kind) =>
        Assert.Equal(kind, ReportReader.Judge(action, status, diagnostic));

    [Fact]
    public async Task A_complaint_stops_the_address_although_the_report_hides_it()
    {
        var process = room.Process();
        var letter = await room.LetterAsync(await room.PostAsync(process, new Note("max@member.example")));
        var receipt = await TakeAsync(process, Complaint("abuse", letter.MessageId));
        Assert.Equal((InboundKind.Complaint, 1), (receipt.Kind, receipt.Facts));
        await using var db = room.Database.Open();
        Assert.Equal(("max@member.example", SuppressionReason.Complaint), await db.SuppressedAddresses.Select(s => ValueTuple.Create(s.Address, s.Reason)).SingleAsync());
    }

    [Fact]
    public async Task A_report_that_nothing_is_spam_stops_nobody()
    {
        var process = room.Process();
        var letter = await room.LetterAsync(await room.PostAsync(process, new Note("max@member.example")));
        Assert.Equal(0, (await TakeAsync(process, Complaint("not-spam", letter.MessageId))).Facts);
    }

    [Fact]
    public async Task The_same_report_counts_once()
    {
        var process = room.Process();
        var letter = await room.LetterAsync(await room.PostAsync(process, new Note("max@member.example")));
        var report = Bounce("groups@vendor.example", "max@member.example", "failed", "5.2.2", "smtp; 552 full", letter.MessageId);
        Assert.False((await TakeAsync(process, report)).Known);
        Assert.True((await TakeAsync(process, report)).Known);
        await using var db = room.Database.Open();
        Assert.Equal(1, await db.InboundFacts.CountAsync());
    }

    [Fact]
    public async Task Files_are_counted_and_moved_and_none_is_lost()
    {
        var process = room.Process();
        var letter = await room.LetterAsync(await room.PostAsync(process, new Note("max@member.example")));
        var folder = Directory.CreateDirectory(Path.Combine(room.Folder, "inbound")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "1.eml"), Bounce("groups@vendor.example", "max@member.example", "failed", "5.1.1", "smtp; 550 no", letter.MessageId));
        await File.WriteAllBytesAsync(Path.Combine(folder, "2.eml"), [0, 1, 2, 255]);
        await File.WriteAllTextAsync(Path.Combine(folder, "3.eml"), "From: ida@member.example\r\nSubject: On holiday\r\n\r\nBack on Monday.\r\n");
        await File.WriteAllBytesAsync(Path.Combine(folder, "4.eml"), new byte[MimePart.MaxSize + 10]);

        await using var scope = process.CreateAsyncScope();
        Assert.Equal("4 read, 1 facts about our letters, 2 unreadable and kept.", await scope.ServiceProvider.GetRequiredService<ReadInbound>().RunAsync(CancellationToken.None));
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "done", "2026-03")));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "other")));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "unreadable")).Length);
        await using var db = room.Database.Open();
        Assert.Equal(2, await db.InboundReports.CountAsync(r => r.Kind == InboundKind.Unreadable));
    }

    [Fact]
    public void Hostile_messages_give_an_answer_in_time_and_never_an_error()
    {
        var whole = Bounce("groups@vendor.example", "max@member.example", "failed", "5.1.1", "smtp; 550 no", "<a@b>");
        for (var length = 0; length < whole.Length; length += 7)
            _ = ReportReader.Read(whole.AsSpan(0, length));
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var broken = (byte[])whole.Clone();
            for (var i = 0; i < 40; i++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            _ = ReportReader.Read(broken);
        }

        var nested = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            nested.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\n\n--b").Append(i).Append('\n');
        Assert.Equal(InboundKind.Unreadable, ReportReader.Read(Encoding.ASCII.GetBytes(nested.ToString())).Kind);
        _ = ReportReader.Read(Encoding.ASCII.GetBytes("Content-Type: multipart/mixed; boundary=x\n\n" + string.Concat(Enumerable.Repeat("--x\n\n", 200_000))));
        _ = ReportReader.Read(Encoding.ASCII.GetBytes("A: " + new string('x', 1_000_000) + "\n" + string.Concat(Enumerable.Repeat(" y\n", 200_000))));
        _ = ReportReader.Read(Encoding.ASCII.GetBytes("Content-Type: multipart/report; boundary=\"\n\n--\"\n"));
        _ = ReportReader.Read(Encoding.ASCII.GetBytes("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + new string('A', 99_999)));
    }

    [Fact]
    public void A_report_cut_off_before_its_end_or_in_a_strange_charset_is_still_read()
    {
        var text = Encoding.Latin1.GetString(Bounce("groups@vendor.example", "max@member.example", "failed", "5.1.1", "x-mts; Bo\u00eete inconnue", "<a@b.example>"));
        var cut = text[..(text.IndexOf("Message-ID: <a@b.example>", StringComparison.Ordinal) + 27)].Replace("charset=us-ascii", "charset=klingon", StringComparison.Ordinal);
        var read = ReportReader.Read(Encoding.Latin1.GetBytes(cut));
        Assert.Equal((InboundKind.Bounce, InboundFactKind.Hard, "max@member.example"), (read.Kind, read.Recipients.Single().Kind, read.Recipients.Single().Address));
        Assert.Equal(["<a@b.example>"], read.MessageIds);
    }

    [Fact]
    public void A_return_address_of_another_letter_or_key_is_not_ours()
    {
        var mine = new ReturnAddress(room.Options());
        var address = mine.For(4211)!.Address;
        Assert.Equal(4211, mine.LetterOf(address.ToUpperInvariant()));
        Assert.Null(mine.LetterOf(address.Replace("4211", "4212", StringComparison.Ordinal)));
        Assert.Null(new ReturnAddress(room.Options(o => o.Inbound.Key = new string('z', 32))).LetterOf(address));
        Assert.Null(mine.LetterOf("bounces@vendor.example"));
    }

    private static async Task<Receipt> TakeAsync(IServiceProvider process, byte[] message)
    {
        await using var scope = process.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<InboundDesk>().TakeAsync(message, "test.eml", null, CancellationToken.None);
    }

    private static byte[] Bounce(string to, string recipient, string action, string status, string diagnostic, string? messageId) => Encoding.Latin1.GetBytes(
        $"""
        From: MAILER-DAEMON@member.example
        To: {to}
        Subject: Undelivered Mail
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="9B095B5ADSN=_01"

        --9B095B5ADSN=_01
        Content-Type: text/plain; charset=us-ascii

        It did not work.

        --9B095B5ADSN=_01
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.member.example

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}

        --9B095B5ADSN=_01
        Content-Type: message/rfc822

        {(messageId is null ? "X-Nothing: here" : "Message-ID: " + messageId)}
        Subject: A seat is yours

        Hello

        --9B095B5ADSN=_01--

        """.ReplaceLineEndings("\r\n"));

    private static byte[] Complaint(string type, string messageId) => Encoding.ASCII.GetBytes(
        $"""
        From: fbl@provider.example
        To: abuse@vendor.example
        Subject: FW: A seat is yours
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary=part1

        --part1
        Content-Type: text/plain

        This is an abuse report.

        --part1
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Provider/1.0
        Version: 1

        --part1
        Content-Type: text/rfc822-headers

        Message-ID: {messageId}
        Subject: A seat is yours

        --part1--
        """.ReplaceLineEndings("\r\n"));
}
