using UserGroups.Mail.Smtp;

namespace UserGroups.Mail.Tests.Smtp;

internal static class SmtpFixture
{
    /// <summary>Clear text to a scripted server, with time limits a test can wait for.</summary>
    public static SmtpOptions OptionsFor(ScriptedServer server) => new()
    {
        Host = "localhost",
        Port = server.Port,
        Security = SmtpSecurity.None,
        LocalName = "groups.example.org",
        Timeouts = Short(TimeSpan.FromSeconds(20)),
    };

    public static SmtpTimeouts Short(TimeSpan limit) => new() { Connect = limit, Tls = limit, Command = limit, Data = limit, Block = limit, Final = limit };

    public static async Task<Delivery> SendAsync(SmtpOptions options, OutgoingMessage? message = null)
    {
        await using var transport = new SmtpTransport(options);
        using var composed = Samples.Compose(message ?? Samples.Letter());
        return await transport.SendAsync(composed);
    }
}
