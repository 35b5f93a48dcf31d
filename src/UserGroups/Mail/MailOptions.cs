using UserGroups.Mail.Dkim;
using UserGroups.Mail.Smtp;

namespace UserGroups.Mail;

/// <summary>The way mail leaves (<c>Mail:Transport</c>).</summary>
public enum MailTransportKind
{
    /// <summary>Files in <c>Mail:Folder</c>: what Development does.</summary>
    Folder,

    /// <summary>Our own SMTP client.</summary>
    Smtp,

    /// <summary>MailKit; only in a program built with <c>-p:FullNuGet=true</c>.</summary>
    MailKit,
}

/// <summary>How the connection to the mail server is protected (<c>Mail:Smtp:Security</c>).</summary>
public enum MailSecurity
{
    /// <summary>Clear text. For a server on this machine.</summary>
    None,

    /// <summary>STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>The section <c>Mail</c> of the configuration, checked at start by <see cref="Faults"/>.</summary>
public sealed class MailOptions
{
    public MailTransportKind Transport { get; set; }

    /// <summary>Where the folder transport writes.</summary>
    public string Folder { get; set; } = "App_Data/mail";

    /// <summary>Sender of every letter: an address, or <c>Name &lt;address&gt;</c>.</summary>
    public string From { get; set; } = "User Groups <groups@localhost.localdomain>";

    /// <summary>Where this process notes what the server took before the database knows; on a disk of this machine.</summary>
    public string Journal { get; set; } = "App_Data/mail-journal";

    public SmtpSection Smtp { get; set; } = new();

    public DkimSection Dkim { get; set; } = new();

    public InboundSection Inbound { get; set; } = new();

    /// <summary><see cref="From"/> as a mailbox.</summary>
    /// <exception cref="MailFormatException">It is not an address.</exception>
    public Mailbox Sender => field ??= ParseSender(From);

    /// <summary>What is wrong, each with its key and the rest of a sentence, never with a secret; empty when nothing is.</summary>
    public IReadOnlyList<(string Key, string Fault)> Faults()
    {
        var faults = new List<(string, string)>();
        Try("Mail:From", () => ParseSender(From));
        if (Dkim.KeyFile.Length > 0)
            Try("Mail:Dkim", () => Dkim.Load().Dispose());
        if (Transport != MailTransportKind.Folder)
            CheckServer(faults);
        if (Transport == MailTransportKind.MailKit && !MailRoutes.HasMailKit)
            faults.Add(("Mail:Transport", "is MailKit, but this program was built without it; build with -p:FullNuGet=true or use Smtp"));
        if (Inbound.Key.Length is > 0 and < 32)
            faults.Add(("Mail:Inbound:Key", "is too short; it must have at least 32 characters"));
        if (Inbound.Address.Length > 0)
            Try("Mail:Inbound:Address", () => _ = new Mailbox(Inbound.Address));
        if (Inbound.Address.Length > 0 && Inbound.Key.Length == 0)
            faults.Add(("Mail:Inbound:Key", "must be set with Mail:Inbound:Address: return addresses are signed with it"));
        return faults;

        void Try(string key, Action check)
        {
            try
            {
                check();
            }
            catch (Exception wrong) when (wrong is MailFormatException or DkimKeyException)
            {
                faults.Add((key, "cannot be used: " + wrong.Message.TrimEnd('.')));
            }
        }
    }

    private void CheckServer(List<(string Key, string Fault)> faults)
    {
        if (Smtp.Host.Length == 0)
            faults.Add(("Mail:Smtp:Host", "must be set: it names the mail server"));
        else
            faults.AddRange(Smtp.ToSmtp().Faults().Select(f => ("Mail:Smtp", "is wrong: " + f.TrimEnd('.'))));
    }

    private static Mailbox ParseSender(string from)
    {
        var open = from.LastIndexOf('<');
        return open < 0 || !from.TrimEnd().EndsWith('>')
            ? new Mailbox(from)
            : new Mailbox(from.TrimEnd()[(open + 1)..^1], from[..open].Trim().Trim('"'));
    }
}

/// <summary><c>Mail:Smtp</c>.</summary>
public sealed class SmtpSection
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Connections for letters and announcements; system mail has its own besides.</summary>
    public int Connections { get; set; } = 4;

    public SmtpOptions ToSmtp() => new()
    {
        Host = Host,
        Port = Port,
        Connections = Connections,
        Credentials = User.Length == 0 ? null : new SmtpCredentials(User, Password),
        Security = Security switch
        {
            MailSecurity.None => SmtpSecurity.None,
            MailSecurity.Tls => SmtpSecurity.ImplicitTls,
            _ => SmtpSecurity.StartTls,
        },
    };
}

/// <summary><c>Mail:Dkim</c>; without a key file nothing is signed.</summary>
public sealed class DkimSection
{
    public string Domain { get; set; } = "";

    public string Selector { get; set; } = "";

    public string KeyFile { get; set; } = "";

    /// <exception cref="DkimKeyException">The key cannot be used; the sentence says why.</exception>
    public DkimKey Load() => DkimKey.Load(KeyFile, Domain, Selector);
}

/// <summary><c>Mail:Inbound</c>: what comes back.</summary>
public sealed class InboundSection
{
    /// <summary>Folder a mail server or fetcher drops bounces and complaints into as .eml; empty: none is read.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Secret for the hook's signature and for return addresses; empty: no hook (404) and plain return addresses.</summary>
    public string Key { get; set; } = "";

    /// <summary>Mailbox for bounces whose server delivers <c>local+anything@domain</c> to it; empty: bounces go to <c>Mail:From</c>.</summary>
    public string Address { get; set; } = "";
}
