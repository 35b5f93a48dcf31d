using System.Globalization;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>Whom to tell about a hole in the portal (<c>/.well-known/security.txt</c>, RFC 9116).</summary>
public static class SecurityText
{
    /// <summary>RFC 9116, 2.5.5: less than a year ahead. It moves with each day, so it says that somebody still answers for this server.</summary>
    private const int ValidDays = 180;

    /// <summary>The file, or null while nobody is named: a file without an address would be worse than none.</summary>
    public static string? Write(SettingValues settings, SiteAddress site, DateTime now)
    {
        var contact = settings.Get(BrandSettings.SecurityContact) is { Length: > 0 } own ? own : settings.Get(BrandSettings.Contact);
        if (contact.Length == 0)
            return null;
        return string.Join('\n',
            $"Contact: {(contact.StartsWith("https://", StringComparison.Ordinal) ? contact : $"mailto:{Uri.EscapeDataString(contact).Replace("%40", "@", StringComparison.Ordinal)}")}",
            $"Expires: {now.Date.AddDays(ValidDays).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}",
            $"Preferred-Languages: {string.Join(", ", ShellModule.Languages)}",
            $"Canonical: {site.Link("/.well-known/security.txt")}",
            "");
    }
}
