using UserGroups.Accounts;

namespace UserGroups.Sponsorship;

/// <summary>
/// Who works where, as far as addresses tell: the same domain, unless it belongs to a mail provider where everybody can have an address.
/// </summary>
public static class Employers
{
    // The largest providers of free addresses, and the names that RFC 2606 keeps for examples: an address there says nothing about an employer.
    private static readonly HashSet<string> Nobodys = new(
        ("GMAIL.COM GOOGLEMAIL.COM OUTLOOK.COM HOTMAIL.COM LIVE.COM MSN.COM YAHOO.COM YMAIL.COM ICLOUD.COM ME.COM MAC.COM AOL.COM PROTON.ME PROTONMAIL.COM PM.ME GMX.DE GMX.NET GMX.AT GMX.CH WEB.DE "
        + "MAIL.RU YANDEX.RU QQ.COM 163.COM 126.COM FASTMAIL.COM ZOHO.COM TUTA.COM TUTANOTA.COM POSTEO.DE MAILBOX.ORG HEY.COM MAIL.COM FREE.FR ORANGE.FR LAPOSTE.NET LIBERO.IT UOL.COM.BR NAVER.COM "
        + "EXAMPLE.COM EXAMPLE.ORG EXAMPLE.NET").Split(' '),
        StringComparer.Ordinal);

    /// <summary>The domain that stands for an employer, or null.</summary>
    public static string? DomainOf(string? email)
    {
        var address = Person.Normalise(email);
        var at = address.LastIndexOf('@');
        return at < 0 || Nobodys.Contains(address[(at + 1)..]) ? null : address[(at + 1)..];
    }

    public static bool AreTheSame(string? one, string? other) => DomainOf(one) is string domain && domain == DomainOf(other);
}
