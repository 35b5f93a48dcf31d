using UserGroups.Mail.Smtp;

namespace UserGroups.Mail.Tests.Smtp;

public class FaultTests
{
    // Long enough for every step that is answered, on a busy machine too.
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(1.5);

    // step (as the start of the command), reply → outcome
    [Theory]
    [InlineData("GREETING", "554 5.3.2 no service", DeliveryOutcome.PermanentForConnection, DeliveryStep.Greeting)]
    [InlineData("GREETING", "421 4.3.2 too busy", DeliveryOutcome.Temporary, DeliveryStep.Greeting)]
    [InlineData("EHLO", "421 4.3.2 too busy", DeliveryOutcome.Temporary, DeliveryStep.Greeting)]
    [InlineData("MAIL", "550 5.7.1 sender not yours", DeliveryOutcome.PermanentForConnection, DeliveryStep.Sender)]
    [InlineData("MAIL", "530 5.7.0 sign in first", DeliveryOutcome.PermanentForConnection, DeliveryStep.Sender)]
    [InlineData("MAIL", "552 5.3.4 too big", DeliveryOutcome.PermanentForMessage, DeliveryStep.Sender)]
    [InlineData("MAIL", "451 4.3.0 later", DeliveryOutcome.Temporary, DeliveryStep.Sender)]
    [InlineData("MAIL", "421 4.3.2 down", DeliveryOutcome.Temporary, DeliveryStep.Sender)]
    [InlineData("RCPT", "450 4.2.1 greylisted", DeliveryOutcome.Temporary, DeliveryStep.Recipient)]
    [InlineData("RCPT", "550 no such user", DeliveryOutcome.PermanentForAddress, DeliveryStep.Recipient)]
    [InlineData("RCPT", "553 bad name", DeliveryOutcome.PermanentForAddress, DeliveryStep.Recipient)]
    [InlineData("RCPT", "550 5.1.2 no such domain", DeliveryOutcome.PermanentForAddress, DeliveryStep.Recipient)]
    [InlineData("RCPT", "550 5.2.1 closed", DeliveryOutcome.PermanentForAddress, DeliveryStep.Recipient)]
    [InlineData("RCPT", "552 5.2.2 full", DeliveryOutcome.Temporary, DeliveryStep.Recipient)]
    [InlineData("RCPT", "552 too many", DeliveryOutcome.Temporary, DeliveryStep.Recipient)]
    [InlineData("RCPT", "554 5.7.1 relay access denied", DeliveryOutcome.PermanentForMessage, DeliveryStep.Recipient)]
    [InlineData("RCPT", "550 5.1.8 your domain does not exist", DeliveryOutcome.PermanentForConnection, DeliveryStep.Recipient)]
    [InlineData("RCPT", "421 4.3.2 down", DeliveryOutcome.Temporary, DeliveryStep.Recipient)]
    [InlineData("DATA", "451 4.3.0 later", DeliveryOutcome.Temporary, DeliveryStep.Data)]
    [InlineData("DATA", "554 5.5.1 no valid recipients", DeliveryOutcome.PermanentForMessage, DeliveryStep.Data)]
    [InlineData("DATA", "250 sure", DeliveryOutcome.Temporary, DeliveryStep.Data)]
    [InlineData(".", "451 4.7.1 greylisted", DeliveryOutcome.Temporary, DeliveryStep.Content)]
    [InlineData(".", "550 5.1.1 no such user", DeliveryOutcome.PermanentForAddress, DeliveryStep.Content)]
    [InlineData(".", "550 looks like spam", DeliveryOutcome.PermanentForMessage, DeliveryStep.Content)]
    [InlineData(".", "554 5.7.1 looks like spam", DeliveryOutcome.PermanentForMessage, DeliveryStep.Content)]
    [InlineData(".", "421 4.3.2 down", DeliveryOutcome.Temporary, DeliveryStep.Content)]
    public async Task Every_refusal_has_its_meaning_with_and_without_pipelining(string at, string reply, DeliveryOutcome outcome, DeliveryStep step)
    {
        foreach (var pipelining in new[] { true, false })
        {
            await using var server = ScriptedServer.Start(s => s.Answer = c => c.StartsWith(at, StringComparison.Ordinal) ? reply : null);

            var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server) with { Pipelining = pipelining });

            Assert.Equal((outcome, step, false), (delivery.Outcome, delivery.Step, delivery.MayHaveBeenAccepted));
            Assert.Equal(int.Parse(reply[..3]), at == "DATA" && delivery.Code == 0 ? 250 : delivery.Code);
            Assert.DoesNotContain(server.Messages, m => m.Content.Length > 2);
        }
    }

    [Theory]
    [InlineData("GREETING", DeliveryStep.Greeting, false)]
    [InlineData("EHLO", DeliveryStep.Greeting, false)]
    [InlineData("MAIL", DeliveryStep.Sender, false)]
    [InlineData("RCPT", DeliveryStep.Recipient, false)]
    [InlineData("DATA", DeliveryStep.Data, false)]
    [InlineData(".", DeliveryStep.Content, true)]
    public async Task Silence_and_a_broken_line_are_temporary_at_every_step(string at, DeliveryStep step, bool mayHaveBeenAccepted)
    {
        foreach (var fault in new[] { ScriptedServer.Drop, ScriptedServer.Stall })
        {
            await using var server = ScriptedServer.Start(s => s.Answer = c => c.StartsWith(at, StringComparison.Ordinal) ? fault : null);

            var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server) with { Timeouts = SmtpFixture.Short(fault == ScriptedServer.Stall ? Blink : TimeSpan.FromSeconds(20)), Pipelining = false });

            Assert.Equal((DeliveryOutcome.Temporary, step, mayHaveBeenAccepted), (delivery.Outcome, delivery.Step, delivery.MayHaveBeenAccepted));
            Assert.StartsWith(fault == ScriptedServer.Drop ? "The server closed the connection without an answer." : "The server did not answer in time.", delivery.Text, StringComparison.Ordinal);
            Assert.Empty(server.Messages);
        }
    }

    [Fact]
    public async Task A_message_taken_without_an_answer_does_not_count_as_sent_and_is_not_sent_again_by_itself()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c == "." ? ScriptedServer.KeepAndDrop : null);

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server));

        Assert.Equal((DeliveryOutcome.Temporary, true), (delivery.Outcome, delivery.MayHaveBeenAccepted));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_server_that_only_claims_pipelining_gets_its_mail_the_second_time()
    {
        await using var server = ScriptedServer.Start(s => s.LosesGroups = true);
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Timeouts = SmtpFixture.Short(Blink) });
        using var message = Samples.Compose(Samples.Letter());

        var first = await transport.SendAsync(message);
        var second = await transport.SendAsync(message);

        Assert.Equal((DeliveryOutcome.Temporary, false), (first.Outcome, first.MayHaveBeenAccepted));
        Assert.True(second.IsDelivered);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_a_group_gets_its_mail_at_once_one_by_one()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => s.Connections == 1 && c.StartsWith("RCPT", StringComparison.Ordinal) ? ScriptedServer.Drop : null);

        Assert.True((await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server))).IsDelivered);

        Assert.Equal(2, server.Connections);
        Assert.Contains("RCPT TO:<max@example.net>\r\n", server.Packets);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("+OK POP3 ready")]
    [InlineData("2")]
    [InlineData("999 what")]
    [InlineData("250_odd")]
    public async Task Something_that_is_not_SMTP_is_named_as_such(string greeting)
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c == "GREETING" ? greeting : null);

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server));

        Assert.Equal((DeliveryOutcome.PermanentForConnection, $"What answers there does not speak SMTP: “{greeting}”."), (delivery.Outcome, delivery.Text));
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c == "GREETING" ? string.Concat(Enumerable.Repeat("220-more and more and more\r\n", 10_000)) : null);

        var delivery = await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server));

        Assert.Equal((DeliveryOutcome.Temporary, "The server's answer has no end."), (delivery.Outcome, delivery.Text));
    }

    [Fact]
    public async Task Control_characters_of_a_server_do_not_reach_our_pages()
    {
        await using var server = ScriptedServer.Start(s => s.Answer = c => c.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no\u001b[31m \u0007user\u0085x" : null);

        Assert.Equal("no [31m  user x", (await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server))).Text);
    }

    [Fact]
    public async Task Nobody_listening_and_no_such_host_are_told_apart()
    {
        int port;
        await using (var server = ScriptedServer.Start()) port = server.Port;
        var closed = await SmtpFixture.SendAsync(new SmtpOptions { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None });
        var unknown = await SmtpFixture.SendAsync(new SmtpOptions { Host = "no-such-host.invalid", Port = 25, Security = SmtpSecurity.None, Timeouts = SmtpFixture.Short(TimeSpan.FromSeconds(20)) });

        Assert.Equal((DeliveryOutcome.Temporary, $"Nothing listens at 127.0.0.1:{port}."), (closed.Outcome, closed.Text));
        Assert.NotEqual(DeliveryOutcome.Delivered, unknown.Outcome);
        Assert.Contains("no-such-host.invalid", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_up_before_the_message_is_an_exception_and_nothing_arrives()
    {
        using var giveUp = new CancellationTokenSource();
        await using var server = StallingAt("RCPT", giveUp);
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server));
        using var message = Samples.Compose(Samples.Letter());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(message, giveUp.Token));

        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Giving_up_behind_the_final_dot_says_that_it_may_arrive()
    {
        using var giveUp = new CancellationTokenSource();
        await using var server = StallingAt(".", giveUp);
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server));
        using var message = Samples.Compose(Samples.Letter());

        var delivery = await transport.SendAsync(message, giveUp.Token);

        Assert.Equal((DeliveryOutcome.Temporary, true), (delivery.Outcome, delivery.MayHaveBeenAccepted));
    }

    [Fact]
    public async Task After_a_fault_the_pool_opens_a_new_connection_and_goes_on()
    {
        var faults = 0;
        await using var server = ScriptedServer.Start(s => s.Answer = c => c == "." && ++faults % 3 == 0 ? ScriptedServer.Drop : null);
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Connections = 1 });
        var delivered = 0;
        for (var i = 0; i < 30; i++)
        {
            using var message = Samples.Compose(Samples.Letter());
            if ((await transport.SendAsync(message)).IsDelivered) delivered++;
        }

        Assert.Equal(20, delivered);
        Assert.Equal(20, server.Messages.Count);
    }

    [Fact]
    public void Wrong_settings_are_told_in_sentences_before_anything_connects()
    {
        var wrong = new SmtpOptions { Host = "not a host", Port = 0, Connections = 0, LocalName = "a b", Credentials = new SmtpCredentials("", null) };

        Assert.Equal(6, wrong.Faults().Count);
        var fault = Assert.Throws<ArgumentException>(() => new SmtpTransport(wrong));
        Assert.Contains("The mail server's name “not a host” is not a host name.", fault.Message, StringComparison.Ordinal);
        Assert.Empty(new SmtpOptions { Host = "mail.example.org" }.Faults());
    }

    // The caller gives up a moment after the server has seen the command.
    private static ScriptedServer StallingAt(string command, CancellationTokenSource giveUp) => ScriptedServer.Start(s => s.Answer = c =>
    {
        if (!c.StartsWith(command, StringComparison.Ordinal)) return null;
        giveUp.CancelAfter(100);
        return ScriptedServer.Stall;
    });
}
