using UserGroups.Shared;

namespace UserGroups.Announcements;

public static class AnnouncementsSettings
{
    private const string Group = "Announcements";

    public static readonly Setting<int> AreaMailsPerMonth = Setting.WholeNumber("announcements.area-mails", Group, "Mails about events nearby", 2, 0, 30, "in 30 days",
        "The most one person gets; what is over goes into the weekly digest.");

    public static readonly Setting<int> PerChapterWeek = Setting.WholeNumber("announcements.per-chapter-week", Group, "Announcements of a chapter", 1, 0, 7, "a week",
        "The most one chapter sends to its members.");

    public static readonly Setting<int> QuietFrom = Setting.WholeNumber("announcements.quiet-from", Group, "Quiet from", 21, 0, 23, "o'clock, receiver's time",
        "From this hour on nothing is sent but mail about somebody's own seat.");

    public static readonly Setting<int> QuietUntil = Setting.WholeNumber("announcements.quiet-until", Group, "Quiet until", 8, 0, 23, "o'clock, receiver's time",
        "What waited for the morning goes out from this hour on.");

    public static readonly Setting<int> ModeratedMails = Setting.WholeNumber("announcements.moderated-mails", Group, "First mails moderated", 3, 0, 20, "mails",
        "How many announcements of a new chapter staff read before they go out.");

    public static readonly Setting<decimal> PauseAtComplaints = Setting.Amount("announcements.pause-at-complaints", Group, "Pause at complaints", 0.30m, 0.05m, 5, "%",
        "A send stops itself at this share of complaints.");

    public static readonly Setting<decimal> PauseAtBounces = Setting.Amount("announcements.pause-at-bounces", Group, "Pause at hard bounces", 5.00m, 0.5m, 50, "%",
        "A send stops itself at this share of addresses that do not exist.");

    public static readonly IReadOnlyList<Setting> All =
        [AreaMailsPerMonth, PerChapterWeek, QuietFrom, QuietUntil, ModeratedMails, PauseAtComplaints, PauseAtBounces];
}
