using UserGroups.Shared;

namespace UserGroups.Sponsorship;

public static class SponsorshipSettings
{
    private const string Group = "Sponsorship";

    /// <summary>The most a stipend can ever be, in USD; also a CHECK in the database.</summary>
    public const decimal HighestCap = 250.00m;

    public static readonly Setting<decimal> StipendCap = Setting.Amount("sponsorship.stipend-cap", Group, "Stipend cap", HighestCap, 0, HighestCap, "USD",
        "No stipend is offered or approved above this.");

    public static readonly Setting<decimal> PerHead = Setting.Amount("sponsorship.per-head", Group, "Stipend per head", 10.00m, 0, 250, "USD",
        "Multiplied by the adjusted headcount; the cap and the budget left bound it.");

    public static readonly Setting<int> LeadDays = Setting.WholeNumber("sponsorship.lead-days", Group, "Lead time", 21, 0, 180, "days before the event",
        "A request must be sent at least this long before the event.");

    public static readonly Setting<int> ShortLeadDays = Setting.WholeNumber("sponsorship.short-lead-days", Group, "Short lead time", 7, 0, 180, "days before the event",
        "Enough for a request of at most 100 USD.");

    public static readonly Setting<int> DecisionDays = Setting.WholeNumber("sponsorship.decision-days", Group, "Decision on a request", 5, 1, 60, "business days",
        "The promise shown to the organizer as a clock; it pauses while changes are asked for and escalates two days after.");

    public static readonly Setting<int> AcceptDays = Setting.WholeNumber("sponsorship.accept-days", Group, "Reduced offer open for", 14, 1, 90, "days",
        "Then an offer that was not accepted expires.");

    public static readonly Setting<int> ReportDays = Setting.WholeNumber("sponsorship.report-days", Group, "Report due", 14, 1, 90, "days after the event",
        "When the report with attendance and receipts is due.");

    public static readonly Setting<int> ReportBlockDays = Setting.WholeNumber("sponsorship.report-block-days", Group, "Missing report blocks after", 90, 14, 365, "days overdue",
        "A chapter with a report overdue for longer cannot ask again until it is sent.");

    public static readonly Setting<int> MailRadiusKm = Setting.WholeNumber("sponsorship.mail-radius-km", Group, "Mail to customers nearby", 80, 1, 1000, "km",
        "Radius around the event within which customers who want it are written to.");

    public static readonly Setting<int> LicenceMonths = Setting.WholeNumber("sponsorship.licence-months", Group, "Licence runs for", 12, 1, 60, "months",
        "Length of a chapter's free licence.");

    public static readonly Setting<int> AddressErasedDays = Setting.WholeNumber("sponsorship.address-erased-days", Group, "Parcel address erased", 90, 1, 730, "days after receipt",
        "When the postal address of a delivered parcel is forgotten.");

    public static readonly IReadOnlyList<Setting> All =
        [StipendCap, PerHead, LeadDays, ShortLeadDays, DecisionDays, AcceptDays, ReportDays, ReportBlockDays, MailRadiusKm, LicenceMonths, AddressErasedDays];
}
