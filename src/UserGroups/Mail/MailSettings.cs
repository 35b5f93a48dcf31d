using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>What the Administrator sets about mail.</summary>
public static class MailSettings
{
    private const string Group = "Mail";

    public static readonly Setting<string> VendorName = Setting.Text(
        "mail.vendor-name", Group, "Name on letters", "", 60, "The name at the head of every letter. Empty: the name of the portal.");

    public static readonly Setting<string> Accent = Setting.Text(
        "mail.accent", Group, "Accent colour of letters", "#0b5d57", 7,
        "Buttons and the line at the head of a letter, as #rrggbb. White words on it must be readable.", check: CheckAccent);

    public static readonly Setting<string> PostalAddress = Setting.Text(
        "mail.postal-address", Group, "Postal address", "", 200,
        "Stands at the foot of every letter; in many countries announcements must carry one.", manyLines: true);

    public static readonly Setting<int> PerDomain = Setting.WholeNumber(
        "mail.per-domain-per-minute", Group, "Letters to one domain", 600, 0, 1_000_000, "a minute",
        "Faster than this no letters leave to one domain such as gmail.com; sign-in mail excepted. 0: no limit.");

    public static readonly Setting<int> SoftBounces = Setting.WholeNumber(
        "mail.soft-bounces", Group, "Soft bounces that stop an address", 4, 1, 50, "",
        "A soft bounce (mailbox full, server away) counts 1 and half as much after every week. When the sum reaches this, the address rests until it has fallen below 1.");

    public static readonly Setting<int> KeptDays = Setting.WholeNumber(
        "mail.kept-days", Group, "Letters are kept", 90, 1, 3650, "days",
        "How long sent, failed and cancelled letters stay in the outbox. Links for signing in are erased after one day.");

    public static readonly IReadOnlyList<Setting> All = [VendorName, Accent, PostalAddress, PerDomain, SoftBounces, KeptDays];

    private static void CheckAccent(string text)
    {
        if (text.Length != 7 || text[0] != '#' || !uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
            throw new RuleException("Accent colour of letters is written as #rrggbb, such as #0b5d57.", "mail.accent");
        if (Writing.MailColour.Parse(text).ContrastWith(Writing.MailColour.White) < 4.5)
            throw new RuleException("White words on this colour cannot be read well enough; choose a darker one.", "mail.accent");
    }
}
