using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace UserGroups.Mail;

/// <summary>
/// One person's or role's address with an optional name (RFC 5322 §3.4 <c>mailbox</c>). Always valid once made.
/// </summary>
public sealed record Mailbox
{
    private const string AtextSymbols = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>Makes a mailbox from an address such as <c>lena@example.org</c> and an optional name.</summary>
    /// <param name="address">The address without angle brackets; surrounding white space is removed.</param>
    /// <param name="name">The name shown to readers; runs of white space become one space, because a phrase knows no others.</param>
    /// <exception cref="MailFormatException">The address is not valid, or either holds a line break or NUL.</exception>
    public Mailbox(string address, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (Check(address, out var local, out var domain) is { } fault) throw new MailFormatException(fault);
        LocalPart = local;
        Domain = domain;
        Name = CleanName(name);
        Address = local + "@" + domain;
        if (Encoding.UTF8.GetByteCount(Address) > 254) // RFC 5321 §4.5.3.1.3: a path has 256 octets with its brackets.
            throw new MailFormatException($"“{Shown(address)}” is longer than the 254 characters an address may have.");
    }

    /// <summary>The name shown to readers, or null.</summary>
    public string? Name { get; }

    /// <summary>What stands before the last @, exactly as given (its case may matter, RFC 5321 §2.4).</summary>
    public string LocalPart { get; }

    /// <summary>The domain in lower case, international labels as A-labels (RFC 5890).</summary>
    public string Domain { get; }

    /// <summary>The address as it goes on the wire: <see cref="LocalPart"/>@<see cref="Domain"/>.</summary>
    public string Address { get; }

    /// <summary>True when the local part is not ASCII, so that only a server with SMTPUTF8 (RFC 6531) can take it.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(LocalPart);

    /// <summary>Makes a mailbox or says in a sentence why not.</summary>
    /// <param name="address">The address typed by somebody.</param>
    /// <param name="name">The name, or null.</param>
    /// <param name="mailbox">The mailbox when the answer is true.</param>
    /// <param name="fault">The sentence when the answer is false.</param>
    public static bool TryCreate(string? address, string? name, [NotNullWhen(true)] out Mailbox? mailbox, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            mailbox = new Mailbox(address ?? "", name);
            fault = null;
            return true;
        }
        catch (MailFormatException bad)
        {
            mailbox = null;
            fault = bad.Message;
            return false;
        }
    }

    /// <summary>The address and the name for logs; not the wire form.</summary>
    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";

    private static string? Check(string address, out string local, out string domain)
    {
        (local, domain) = ("", "");
        if (HeaderText.ForbiddenIn(address) is { } forbidden) return $"An address must not contain {forbidden}.";
        var trimmed = address.Trim();
        if (trimmed.Length == 0) return "An address is needed.";
        var at = trimmed.LastIndexOf('@');
        if (at < 0) return $"“{Shown(trimmed)}” has no @, so it is not an address.";
        local = trimmed[..at];
        if (!IsLocalPart(local)) return $"“{Shown(trimmed)}” is not an address: what stands before the @ is not valid.";
        if (Encoding.UTF8.GetByteCount(local) > 64) return $"“{Shown(trimmed)}” has more than 64 characters before the @.";
        return MailDomain.TryParse(trimmed[(at + 1)..], out domain, out var why) ? null : $"“{Shown(trimmed)}” is not an address: {why}";
    }

    private static bool IsLocalPart(string local)
    {
        if (local.Length == 0) return false;
        if (local[0] == '"') return IsQuoted(local);
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var rune in local.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return false; // a lone surrogate, or already damaged text
            if (rune.IsAscii && !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value != '.' && !AtextSymbols.Contains((char)rune.Value, StringComparison.Ordinal)) return false;
            if (!rune.IsAscii && (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))) return false;
        }

        return true;
    }

    // RFC 5321 §4.1.2 Quoted-string: printable ASCII, with \ before " and \.
    private static bool IsQuoted(string local)
    {
        if (local.Length < 3 || local[^1] != '"') return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] is < ' ' or > '~' or '"') return false;
            if (local[i] == '\\' && (++i >= local.Length - 1 || local[i] is < ' ' or > '~')) return false;
        }

        return true;
    }

    private static string? CleanName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        if (HeaderText.ForbiddenIn(name) is { } forbidden) throw new MailFormatException($"A name must not contain {forbidden}.");
        return string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Shown(string address) => address.Length <= 80 ? address : address[..80] + "…";
}
