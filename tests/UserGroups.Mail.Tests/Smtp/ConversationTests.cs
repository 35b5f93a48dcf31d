using System.Text;
using UserGroups.Mail.Smtp;

namespace UserGroups.Mail.Tests.Smtp;

public class ConversationTests
{
    [Fact]
    public async Task The_envelope_goes_in_one_write_and_the_message_in_a_second()
    {
        await using var server = ScriptedServer.Start();

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server));

        Assert.Equal(new Delivery(DeliveryOutcome.Delivered, 250, "2.0.0", "queued as 1", DeliveryStep.Content), delivery);
        var size = Samples.Write(Samples.Letter()).Length;
        Assert.Equal($"MAIL FROM:<lena@oslo.example.org> SIZE={size}\r\nRCPT TO:<max@example.net>\r\nDATA\r\n", server.Packets[1]);
        Assert.EndsWith("\r\n.\r\n", server.Packets[2], StringComparison.Ordinal);
        Assert.Equal(["EHLO groups.example.org\r\n", "QUIT\r\n"], [server.Packets[0], server.Packets[3]]);
    }

    [Fact]
    public async Task Without_PIPELINING_commands_go_one_by_one()
    {
        await using var server = ScriptedServer.Start(s => s.Features = []);

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server));

        Assert.True(delivery.IsDelivered);
        Assert.Equal(["EHLO groups.example.org\r\n", "MAIL FROM:<lena@oslo.example.org>\r\n", "RCPT TO:<max@example.net>\r\n", "DATA\r\n"], server.Packets[..4]);
    }

    [Fact]
    public async Task A_server_that_knows_no_EHLO_is_greeted_with_HELO()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c.StartsWith("EHLO", StringComparison.Ordinal) ? "502 what is that" : null);

        Assert.True((await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server))).IsDelivered);
        Assert.Equal(["EHLO groups.example.org", "HELO groups.example.org", "MAIL FROM:<lena@oslo.example.org>"], server.Commands[..3]);
    }

    [Fact]
    public async Task Many_lines_of_an_answer_are_one_answer_however_they_arrive()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c switch
        {
            "GREETING" => "220-test.example\r\n220-speaks\r\n220 at length",
            "." => "250-2.0.0 taken\r\n250-2.0.0 and kept\r\n250 2.0.0 as 77",
            _ => null,
        });

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server));

        Assert.Equal("250 2.0.0 taken and kept as 77", delivery.ToString());
    }

    [Fact]
    public async Task Dots_at_line_starts_and_what_looks_like_commands_arrive_unchanged()
    {
        await using var server = ScriptedServer.Start();
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server));
        var content = Encoding.ASCII.GetBytes("Subject: x\r\n\r\n.\r\n..\r\n...x\r\n.QUIT\r\nMAIL FROM:<evil@example.org>\r\n" + string.Concat(Enumerable.Repeat(".line that begins with a dot\r\n", 8000)));
        using var message = Samples.Raw(content);

        Assert.True((await transport.SendAsync(message)).IsDelivered);

        Assert.Equal(content, Assert.Single(server.Messages).Content);
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData((64 * 1024) - 1)]
    public async Task A_dot_where_two_blocks_meet_is_doubled_too(int dotAt)
    {
        await using var server = ScriptedServer.Start();
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server));
        var content = Encoding.ASCII.GetBytes(new string('x', dotAt - 2) + "\r\n.y\r\n");
        using var message = Samples.Raw(content);

        Assert.True((await transport.SendAsync(message)).IsDelivered);

        Assert.Equal(content, Assert.Single(server.Messages).Content);
    }

    [Fact]
    public async Task One_connection_carries_many_messages()
    {
        await using var server = ScriptedServer.Start();
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Connections = 1 });
        for (var i = 0; i < 50; i++)
        {
            using var message = Samples.Compose(Samples.Letter($"Number {i}"));
            Assert.True((await transport.SendAsync(message)).IsDelivered);
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(50, server.Messages.Count);
        Assert.DoesNotContain("RSET", server.Commands);
    }

    [Fact]
    public async Task The_pool_opens_no_more_connections_than_it_may()
    {
        await using var server = ScriptedServer.Start();
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Connections = 3 });
        var all = Enumerable.Range(0, 60).Select(async i =>
        {
            using var message = Samples.Compose(Samples.Letter($"Number {i}"));
            return await transport.SendAsync(message);
        });

        Assert.All(await Task.WhenAll(all), d => Assert.True(d.IsDelivered));
        Assert.InRange(server.Connections, 1, 3);
        Assert.Equal(60, server.Messages.Select(m => Encoding.ASCII.GetString(m.Content)).Distinct().Count());
    }

    [Fact]
    public async Task A_connection_is_renewed_after_its_share_of_messages()
    {
        await using var server = ScriptedServer.Start();
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Connections = 1, MessagesPerConnection = 2 });
        for (var i = 0; i < 5; i++)
        {
            using var message = Samples.Compose(Samples.Letter());
            Assert.True((await transport.SendAsync(message)).IsDelivered);
        }

        Assert.Equal(3, server.Connections);
        Assert.Equal(2, server.Commands.Count(c => c == "QUIT"));
    }

    [Fact]
    public async Task An_idle_connection_says_goodbye_after_its_time()
    {
        await using var server = ScriptedServer.Start();
        await using var pool = new SmtpPool(SmtpFixture.OptionsFor(server) with { IdleLimit = TimeSpan.FromMilliseconds(100) });
        using var message = Samples.Compose(Samples.Letter());
        await pool.SendAsync(message);
        for (var i = 0; i < 100 && pool.IdleConnections > 0; i++) await Task.Delay(50);
        for (var i = 0; i < 100 && server.Commands[^1] != "QUIT"; i++) await Task.Delay(20);

        Assert.Equal((0, 1, "QUIT"), (pool.IdleConnections, pool.Opened, server.Commands[^1]));
        Assert.True((await pool.SendAsync(message)).IsDelivered);
        Assert.Equal(2, pool.Opened);
    }

    [Fact]
    public async Task A_refused_recipient_costs_a_RSET_and_the_connection_goes_on()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c.Contains("gone@", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null);
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Connections = 1 });
        using var gone = Samples.Compose(Samples.Letter() with { To = new Mailbox("gone@example.net") });
        using var fine = Samples.Compose(Samples.Letter());

        Assert.Equal(new Delivery(DeliveryOutcome.PermanentForAddress, 550, "5.1.1", "no such user", DeliveryStep.Recipient), await transport.SendAsync(gone));
        Assert.True((await transport.SendAsync(fine)).IsDelivered);

        Assert.Equal(1, server.Connections);
        // The server took DATA all the same, so an empty message was closed before anything else.
        Assert.Equal(["DATA", "RSET"], server.Commands.SkipWhile(c => c != "DATA").Take(2));
        Assert.Contains("RCPT TO:<max@example.net>", server.Messages[^1].Recipient, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_connection_the_server_closed_is_replaced_unseen()
    {
        var drop = false;
        await using var server = ScriptedServer.Start(s => s.Answer = c => drop && c.StartsWith("MAIL", StringComparison.Ordinal) && s.Connections == 1 ? ScriptedServer.Drop : null);
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Connections = 1 });
        using var message = Samples.Compose(Samples.Letter());
        Assert.True((await transport.SendAsync(message)).IsDelivered);
        drop = true;

        Assert.True((await transport.SendAsync(message)).IsDelivered);

        Assert.Equal(2, server.Connections);
        Assert.Equal(2, server.Messages.Count);
    }

    [Fact]
    public async Task A_message_too_large_is_not_even_begun()
    {
        await using var server = ScriptedServer.Start(s => s.Features = ["SIZE 300"]);

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server), Samples.Letter(text: new string('x', 500)));

        Assert.Equal((DeliveryOutcome.PermanentForMessage, "5.3.4"), (delivery.Outcome, delivery.Status));
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Eight_bit_bytes_go_only_where_they_are_taken()
    {
        await using var taking = ScriptedServer.Start();
        await using var refusing = ScriptedServer.Start(s => s.Features = ["PIPELINING"]);
        await using var yes = new SmtpTransport(SmtpFixture.OptionsFor(taking));
        await using var no = new SmtpTransport(SmtpFixture.OptionsFor(refusing));
        using var message = Samples.Raw(Encoding.UTF8.GetBytes("Subject: x\r\n\r\nGrüße\r\n"));

        Assert.True((await yes.SendAsync(message)).IsDelivered);
        Assert.EndsWith(" BODY=8BITMIME", taking.Messages[0].Mail, StringComparison.Ordinal);
        Assert.Equal(DeliveryOutcome.PermanentForMessage, (await no.SendAsync(message)).Outcome);
    }

    [Fact]
    public async Task Letters_before_the_at_need_SMTPUTF8()
    {
        var letter = Samples.Letter() with { To = new Mailbox("jürgen@Köln.example") };
        await using var taking = ScriptedServer.Start(s => s.Features = ["PIPELINING", "8BITMIME", "SMTPUTF8"]);
        await using var refusing = ScriptedServer.Start();

        Assert.True((await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(taking), letter)).IsDelivered);
        Assert.Equal("MAIL FROM:<lena@oslo.example.org> BODY=8BITMIME SMTPUTF8", taking.Messages[0].Mail);
        Assert.Equal("RCPT TO:<jürgen@xn--kln-sna.example>", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(taking.Messages[0].Recipient)));
        var refused = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(refusing), letter);
        Assert.Equal((DeliveryOutcome.PermanentForAddress, "5.6.7", DeliveryStep.Local), (refused.Outcome, refused.Status, refused.Step));
    }

    [Fact]
    public async Task The_empty_return_path_is_sent_as_it_is()
    {
        await using var server = ScriptedServer.Start(s => s.Features = []);

        await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server), Samples.Letter() with { NoBounces = true });

        Assert.Contains("MAIL FROM:<>", server.Commands);
    }
}
