namespace UserGroups.Announcements;

/// <summary>What mail somebody agreed to get. Mail about one's own seat is no purpose: it comes with the seat.</summary>
public enum MailPurpose
{
    /// <summary>What one chapter's organizers write to its members.</summary>
    ChapterNews,

    EventsNearMe,

    VendorNewsletter,

    PartnerMail,
}

/// <summary>The words beside each tick. When they change, the version does, so that a consent says to what it was given.</summary>
public static class ConsentWording
{
    public const string Version = "2026-11";

    /// <summary>Purposes that are not of one chapter.</summary>
    public static readonly IReadOnlyList<MailPurpose> General = [MailPurpose.EventsNearMe, MailPurpose.VendorNewsletter, MailPurpose.PartnerMail];

    public static string Of(MailPurpose purpose) => purpose switch
    {
        MailPurpose.ChapterNews => "Write to me when this group has news. At most one letter a week; I can stop it with one click.",
        MailPurpose.EventsNearMe => "Tell me about meetups near me, at most two letters in thirty days.",
        MailPurpose.VendorNewsletter => "Send me the vendor’s newsletter.",
        _ => "Partner companies may be presented to me by mail. They do not get my address.",
    };
}
