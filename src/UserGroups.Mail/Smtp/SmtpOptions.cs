namespace UserGroups.Mail.Smtp;

/// <summary>How the connection is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS (RFC 3207) or nothing is sent. The default.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually port 465.</summary>
    ImplicitTls,

    /// <summary>STARTTLS when the server offers it; a certificate that does not fit is refused all the same.</summary>
    Opportunistic,

    /// <summary>Clear text. For a server on this machine.</summary>
    None,
}

/// <summary>How somebody signs in (RFC 4954).</summary>
/// <param name="User">The user's name.</param>
/// <param name="Password">The password for PLAIN or LOGIN, or null with an access token.</param>
public sealed record SmtpCredentials(string User, string? Password)
{
    /// <summary>Gives an OAuth access token for XOAUTH2; asked for each new connection. Null for a password.</summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; init; }

    /// <summary>The user's name, never the secret.</summary>
    public override string ToString() => User;
}

/// <summary>How long each step may take. The defaults follow RFC 5321 §4.5.3.2 but for the first two.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Finding and reaching the host.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The TLS handshake.</summary>
    public TimeSpan Tls { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Greeting, EHLO, AUTH, MAIL, RCPT, RSET: each.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The answer to DATA.</summary>
    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Each block of the message (64 KiB) on its way.</summary>
    public TimeSpan Block { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The answer to the final dot. Long, because giving up here is how mail arrives twice (RFC 1047).</summary>
    public TimeSpan Final { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>Where mail goes and how.</summary>
public sealed record SmtpOptions
{
    /// <summary>The server's name or address; the name its certificate must carry.</summary>
    public required string Host { get; init; }

    /// <summary>Its port: 587 for submission, 465 for implicit TLS, 25 for a relay.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the connection is protected.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>How to sign in, or null.</summary>
    public SmtpCredentials? Credentials { get; init; }

    /// <summary>The name in EHLO (RFC 5321 §4.1.1.1): this machine's full name, or null to ask the system.</summary>
    public string? LocalName { get; init; }

    /// <summary>How many connections at most, 1 to 50.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>After how many messages a connection is closed and a new one opened.</summary>
    public int MessagesPerConnection { get; init; } = 1000;

    /// <summary>How long an unused connection stays open.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a refusal that no retry can change (a wrong password) is repeated without asking again, so that the account is not locked.</summary>
    public TimeSpan RefusalPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>False sends one command at a time even when the server offers PIPELINING (RFC 2920).</summary>
    public bool Pipelining { get; init; } = true;

    /// <summary>SHA-256 fingerprints (hex) of certificates accepted although they do not verify, for a server with its own.</summary>
    public IReadOnlyList<string> TrustedFingerprints { get; init; } = [];

    /// <summary>How long each step may take.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();

    /// <summary>What is wrong with these settings, in sentences; empty when nothing is. Says nothing of the server (see <see cref="IMailTransport.CheckAsync"/>).</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        void Check(bool good, string sentence)
        {
            if (!good) faults.Add(sentence);
        }

        Check(Uri.CheckHostName(Host) != UriHostNameType.Unknown, $"The mail server's name “{Host}” is not a host name.");
        Check(Port is > 0 and <= 65535, $"The mail server's port {Port} is not between 1 and 65535.");
        Check(Connections is > 0 and <= 50, "The number of mail connections is between 1 and 50.");
        Check(MessagesPerConnection > 0, "A mail connection carries at least one message.");
        Check(LocalName is null || MailDomain.TryParse(LocalName, out _, out _), $"The name “{LocalName}” for EHLO is not a domain name.");
        Check(Credentials is null || Credentials.Password is null != Credentials.AccessToken is null, "Signing in to the mail server needs a password or an access token, one of them.");
        Check(Credentials is null || (Credentials.User.Length > 0 && !Credentials.User.Contains('\0', StringComparison.Ordinal)), "Signing in to the mail server needs a user name.");
        Check(TrustedFingerprints.All(f => f.Replace(":", "", StringComparison.Ordinal).Length == 64), "A certificate's SHA-256 fingerprint has 64 hexadecimal digits.");
        return faults;
    }
}
