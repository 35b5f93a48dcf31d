using System.Text;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>
/// What programs that follow links are asked to leave alone (RFC 9309): desks behind sign-in, and pages that only a link from a letter opens. It asks;
/// what protects these pages is <c>docs/access.md</c>.
/// </summary>
public static class Robots
{
    /// <summary>Beginnings of paths; <c>$</c> ends one, <c>*</c> stands for anything.</summary>
    private static readonly string[] Private =
    [
        "/account", "/apply/", "/chapters/*/help", "/chapters/*/watch", "/dev/", "/events/*/answers", "/health/", "/invitations/", "/lead$", "/lead/", "/mail/",
        "/my$", "/my/", "/preferences/", "/requests/", "/rsvp/", "/setup/", "/staff$", "/staff/", "/unsubscribe/", "/watch/",
    ];

    /// <summary>Pages among them that everybody may find; the longest line that fits counts (RFC 9309, 2.2.2).</summary>
    private static readonly string[] Open = ["/account/sign-in$", "/account/sign-up$"];

    public static string Write(SiteAddress site)
    {
        var text = new StringBuilder("User-agent: *\n");
        foreach (var path in Open)
            text.Append("Allow: ").Append(path).Append('\n');
        foreach (var path in Private)
            text.Append("Disallow: ").Append(path).Append('\n');
        return text.Append("\nSitemap: ").Append(site.Link("/sitemap.xml")).Append('\n').ToString();
    }
}
