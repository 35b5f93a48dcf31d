using UserGroups.Shared;

namespace UserGroups.Chapters;

public static class ChaptersSettings
{
    private const string Group = "Chapters";

    public static readonly Setting<int> NearbyKm = Setting.WholeNumber("chapters.nearby-km", Group, "Nearby distance", 100, 1, 1000, "km",
        "Existing chapters within this distance are shown to somebody who wants to start one.");

    public static readonly Setting<int> DecisionDays = Setting.WholeNumber("chapters.decision-days", Group, "Decision on an application", 5, 1, 60, "business days",
        "The promise shown to the applicant as a clock.");

    public static readonly Setting<int> GreenDays = Setting.WholeNumber("chapters.green-days", Group, "Green until", 90, 7, 730, "days without an event",
        "A chapter with an event within these days is in good health.");

    public static readonly Setting<int> AmberDays = Setting.WholeNumber("chapters.amber-days", Group, "Amber until", 180, 14, 1095, "days without an event",
        "Beyond this the chapter turns red and becomes dormant; a letter goes before each step.");

    public static readonly Setting<int> WarnDays = Setting.WholeNumber("chapters.warn-days", Group, "Warning before each step", 14, 1, 60, "days",
        "So many days before a chapter turns amber, and again before it becomes dormant, its organizers get a letter.");

    public static readonly Setting<int> MembersFirstDays = Setting.WholeNumber("chapters.members-first-days", Group, "Members come first", 30, 1, 365, "days",
        "A group that lost its last organizer is offered to its own members for so long, before everybody may ask for the lead.");

    public static readonly Setting<int> AdoptionDays = Setting.WholeNumber("chapters.adoption-days", Group, "Open to adoption", 180, 1, 1095, "days",
        "So long after that it waits for anybody who would lead it; then the staff desk says that it is time to retire it.");

    public static readonly Setting<int> AgreementAfterDays = Setting.WholeNumber("chapters.agreement-after-days", Group, "Agreement needed after", 90, 0, 730, "days",
        "From this age on a chapter needs a signed agreement to receive benefits.");

    public static readonly Setting<int> PeerSharePercent = Setting.WholeNumber("chapters.peer-share-percent", Group, "Peer-led share", 50, 0, 100, "%",
        "Below this share of agenda time led by peers the chapter's page and every review warn: a seminar is not a user group.");

    public static readonly IReadOnlyList<Setting> All = [NearbyKm, DecisionDays, GreenDays, AmberDays, WarnDays, MembersFirstDays, AdoptionDays, AgreementAfterDays, PeerSharePercent];
}
