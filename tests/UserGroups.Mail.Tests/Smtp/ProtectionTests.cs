using System.Text;
using UserGroups.Mail.Smtp;

namespace UserGroups.Mail.Tests.Smtp;

public class ProtectionTests
{
    private static readonly System.Security.Cryptography.X509Certificates.X509Certificate2 Own = ScriptedServer.MakeCertificate("localhost");
    private static readonly string Fingerprint = Own.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Opportunistic)]
    [InlineData(SmtpSecurity.ImplicitTls)]
    public async Task A_certificate_nobody_knows_is_refused_and_nothing_is_sent(SmtpSecurity security)
    {
        await using var server = Secured(security);

        var delivery = await SmtpFixture.SendAsync(Options(server, security));

        Assert.Equal((DeliveryOutcome.PermanentForConnection, DeliveryStep.Tls), (delivery.Outcome, delivery.Step));
        Assert.Equal($"The certificate of localhost is not accepted: nobody we trust has signed it. Its SHA-256 fingerprint is {Fingerprint}.", delivery.Text);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal) || c.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Opportunistic)]
    [InlineData(SmtpSecurity.ImplicitTls)]
    public async Task A_certificate_named_in_the_settings_is_accepted(SmtpSecurity security)
    {
        await using var server = Secured(security);

        var delivery = await SmtpFixture.SendAsync(Options(server, security) with { TrustedFingerprints = [Fingerprint] });

        Assert.True(delivery.IsDelivered, delivery.Text);
        Assert.DoesNotContain(server.Packets, p => p.Contains("EHLO", StringComparison.Ordinal) && p.Contains("MAIL", StringComparison.Ordinal));
        if (security != SmtpSecurity.ImplicitTls) Assert.Equal(["EHLO groups.example.org", "STARTTLS", "EHLO groups.example.org"], server.Commands[..3]);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_as_such()
    {
        await using var server = Secured(SmtpSecurity.StartTls);
        server.Certificate = ScriptedServer.MakeCertificate("mail.example.org");

        var delivery = await SmtpFixture.SendAsync(Options(server, SmtpSecurity.StartTls));

        Assert.StartsWith("The certificate of localhost is not accepted: it is for another name, nobody we trust has signed it.", delivery.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_messages_go_over_one_TLS_connection()
    {
        await using var server = Secured(SmtpSecurity.StartTls);
        await using var transport = new SmtpTransport(Options(server, SmtpSecurity.StartTls) with { TrustedFingerprints = [Fingerprint], Connections = 1 });
        for (var i = 0; i < 20; i++)
        {
            using var message = Samples.Compose(Samples.Letter(text: new string('x', 5000 * i)));
            Assert.True((await transport.SendAsync(message)).IsDelivered);
        }

        Assert.InRange(server.Connections, 1, 2); // a session ticket that comes late looks like an unasked word once
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing_when_it_is_required()
    {
        await using var server = ScriptedServer.Start();

        var delivery = await SmtpFixture.SendAsync(Options(server, SmtpSecurity.StartTls) with { Credentials = new SmtpCredentials("lena", "secret") });

        Assert.Equal((DeliveryOutcome.PermanentForConnection, "localhost offers no STARTTLS, and the settings ask for it; nothing was sent."), (delivery.Outcome, delivery.Text));
        Assert.Equal(["EHLO groups.example.org"], server.Commands);
    }

    [Fact]
    public async Task Opportunistic_goes_on_in_clear_text_only_when_none_is_offered()
    {
        await using var server = ScriptedServer.Start();

        Assert.True((await SmtpFixture.SendAsync(Options(server, SmtpSecurity.Opportunistic))).IsDelivered);
    }

    [Fact]
    public async Task What_is_slipped_in_before_TLS_ends_the_connection()
    {
        await using var server = Secured(SmtpSecurity.StartTls);
        server.Answer = c => c == "STARTTLS" ? "220 go ahead\r\n250-test.example\r\n250 AUTH PLAIN" : null;

        var delivery = await SmtpFixture.SendAsync(Options(server, SmtpSecurity.StartTls) with { TrustedFingerprints = [Fingerprint] });

        Assert.Equal((DeliveryOutcome.Temporary, DeliveryStep.Tls), (delivery.Outcome, delivery.Step));
        Assert.StartsWith("Somebody slipped answers in before TLS began", delivery.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_offered_before_TLS_does_not_count_under_it()
    {
        await using var server = Secured(SmtpSecurity.StartTls);
        server.Features = ["STARTTLS", "PIPELINING", "SMTPUTF8", "AUTH PLAIN"];
        server.FeaturesUnderTls = ["SIZE 1000000"];

        var delivery = await SmtpFixture.SendAsync(Options(server, SmtpSecurity.StartTls) with { TrustedFingerprints = [Fingerprint], Credentials = new SmtpCredentials("lena", "secret") });

        Assert.Equal("localhost does not offer a way to sign in that we know; it offers none.", delivery.Text);
    }

    [Theory]
    [InlineData("454 4.7.0 not now", DeliveryOutcome.Temporary)]
    [InlineData("501 5.5.4 never", DeliveryOutcome.PermanentForConnection)]
    public async Task A_refused_STARTTLS_sends_nothing_when_it_is_required(string reply, DeliveryOutcome outcome)
    {
        await using var server = Secured(SmtpSecurity.StartTls);
        server.Answer = c => c == "STARTTLS" ? reply : null;

        Assert.Equal(outcome, (await SmtpFixture.SendAsync(Options(server, SmtpSecurity.StartTls))).Outcome);
        Assert.Equal(["EHLO groups.example.org", "STARTTLS"], server.Commands);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AGxlbmEAc8OkY3JldA==")]
    [InlineData("AUTH=PLAIN", "AUTH PLAIN AGxlbmEAc8OkY3JldA==")]
    public async Task PLAIN_is_taken_first(string feature, string command)
    {
        await using var server = ScriptedServer.Start(s => s.Features = [feature]);

        Assert.True((await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server) with { Credentials = new SmtpCredentials("lena", "säcret") })).IsDelivered);
        Assert.Equal(command, server.Commands[1]);
    }

    [Fact]
    public async Task LOGIN_asks_twice()
    {
        var step = 0;
        await using var server = ScriptedServer.Start(s =>
        {
            s.Features = ["AUTH LOGIN CRAM-MD5"];
            s.Answer = c => c.StartsWith("AUTH LOGIN", StringComparison.Ordinal) ? "334 VXNlcm5hbWU6" : c == Base64("lena") && step++ == 0 ? "334 UGFzc3dvcmQ6" : c == Base64("secret") ? "235 2.7.0 in" : null;
        });

        Assert.True((await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server) with { Credentials = new SmtpCredentials("lena", "secret") })).IsDelivered);
    }

    [Fact]
    public async Task XOAUTH2_carries_a_fresh_token_and_its_refusal_is_fetched()
    {
        var token = "good";
        await using var server = ScriptedServer.Start(s =>
        {
            s.Features = ["AUTH XOAUTH2"];
            s.Answer = c => c == "AUTH XOAUTH2 " + Base64("user=lena\u0001auth=Bearer bad\u0001\u0001") ? "334 eyJzdGF0dXMiOiI0MDEifQ==" : c.Length == 0 ? "535 5.7.8 not accepted" : null;
        });
        var options = SmtpFixture.OptionsFor(server) with { Credentials = new SmtpCredentials("lena", null) { AccessToken = _ => ValueTask.FromResult(token) } };

        Assert.True((await SmtpFixture.SendAsync(options)).IsDelivered);
        Assert.Contains("AUTH XOAUTH2 " + Base64("user=lena\u0001auth=Bearer good\u0001\u0001"), server.Commands);
        token = "bad";
        var refused = await SmtpFixture.SendAsync(options);
        Assert.Equal((DeliveryOutcome.PermanentForConnection, 535, "localhost does not let lena in: not accepted"), (refused.Outcome, refused.Code, refused.Text));
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_a_while_and_never_shown()
    {
        await using var server = ScriptedServer.Start(s =>
        {
            s.Features = ["AUTH PLAIN"];
            s.Answer = c => c.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 wrong" : null;
        });
        await using var transport = new SmtpTransport(SmtpFixture.OptionsFor(server) with { Credentials = new SmtpCredentials("lena", "secret") });
        using var message = Samples.Compose(Samples.Letter());

        var answers = new List<Delivery>();
        for (var i = 0; i < 10; i++) answers.Add(await transport.SendAsync(message));

        Assert.All(answers, a => Assert.Equal((DeliveryOutcome.PermanentForConnection, "localhost does not let lena in: wrong"), (a.Outcome, a.Text)));
        Assert.Equal(1, server.Connections);
        Assert.DoesNotContain("secret", new SmtpCredentials("lena", "secret").ToString(), StringComparison.Ordinal);
        server.Answer = _ => null;
        Assert.Null(await transport.CheckAsync()); // asked by hand, it tries at once
        Assert.True((await transport.SendAsync(message)).IsDelivered);
    }

    [Fact]
    public async Task A_server_busy_while_signing_in_is_temporary()
    {
        await using var server = ScriptedServer.Start(s =>
        {
            s.Features = ["AUTH PLAIN"];
            s.Answer = c => c.StartsWith("AUTH", StringComparison.Ordinal) ? "454 4.7.0 try later" : null;
        });

        Assert.Equal(DeliveryOutcome.Temporary, (await SmtpFixture.SendAsync(SmtpFixture.OptionsFor(server) with { Credentials = new SmtpCredentials("lena", "secret") })).Outcome);
    }

    [Theory]
    [InlineData(false, "127.0.0.1", true)]
    [InlineData(false, "127.9.9.9", true)]
    [InlineData(false, "::1", true)]
    [InlineData(false, "::ffff:127.0.0.1", true)]
    [InlineData(false, "192.0.2.7", false)]
    [InlineData(false, "::ffff:192.0.2.7", false)]
    [InlineData(false, "2001:db8::1", false)]
    [InlineData(true, "192.0.2.7", true)]
    public void A_password_never_leaves_this_machine_in_clear_text(bool encrypted, string remote, bool may) =>
        Assert.Equal(may, SmtpSignIn.MaySendSecrets(encrypted, new System.Net.IPEndPoint(System.Net.IPAddress.Parse(remote), 587)));

    private static SmtpOptions Options(ScriptedServer server, SmtpSecurity security) => SmtpFixture.OptionsFor(server) with { Security = security };

    private static ScriptedServer Secured(SmtpSecurity security) => ScriptedServer.Start(s =>
    {
        s.Certificate = Own;
        s.ImplicitTls = security == SmtpSecurity.ImplicitTls;
        if (!s.ImplicitTls) s.Features.Add("STARTTLS");
    });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
