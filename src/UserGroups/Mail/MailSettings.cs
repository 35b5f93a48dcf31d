using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>What the Administrator sets about mail; name and postal address are the brand's.</summary>
public static class MailSettings
{
    private const string Group = "Mail";

    /// <summary>The brand's accent, declared and checked by the shell; letters only read it.</summary>
    public static readonly Setting<string> Accent = Setting.Text("brand.accent", "Brand", "Accent colour", "#0f6a58", 7, "The colour of buttons.");

    public static readonly Setting<int> PerDomain = Setting.WholeNumber(
        "mail.per-domain-per-minute", Group, "Letters to one domain", 600, 0, 1_000_000, "a minute",
        "Faster than this no letters leave to one domain such as gmail.com; sign-in mail excepted. 0: no limit.");

    public static readonly Setting<int> SoftBounces = Setting.WholeNumber(
        "mail.soft-bounces", Group, "Soft bounces that stop an address", 4, 1, 50, "",
        "A soft bounce (mailbox full, server away) counts 1 and half as much after every week. When the sum reaches this, the address rests until it has fallen below 1.");

    public static readonly Setting<int> KeptDays = Setting.WholeNumber(
        "mail.kept-days", Group, "Letters are kept", 90, 1, 3650, "days",
        "How long sent, failed and cancelled letters stay in the outbox. Links for signing in are erased after one day.");

    public static readonly IReadOnlyList<Setting> All = [PerDomain, SoftBounces, KeptDays];
}
