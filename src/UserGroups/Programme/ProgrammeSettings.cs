using UserGroups.Shared;

namespace UserGroups.Programme;

public static class ProgrammeSettings
{
    private const string Group = "Partner programme";

    public static readonly Setting<decimal> YearlyFee = Setting.Amount("programme.yearly-fee", Group, "Yearly fee", 4000.00m, 0, 100_000, "USD",
        "What a partner company pays a year.");

    public static readonly Setting<int> OnePersonPercent = Setting.WholeNumber("programme.one-person-percent", Group, "Fee of a one-person company", 50, 0, 100, "% of the fee",
        "The share that a company of one person pays.");

    public static readonly Setting<int> TrainedPeople = Setting.WholeNumber("programme.trained-people", Group, "Training included for", 2, 0, 50, "people",
        "How many people of a partner are trained within the fee.");

    public static readonly Setting<int> CourseEveryMonths = Setting.WholeNumber("programme.course-every-months", Group, "A course runs every", 4, 1, 24, "months",
        "Staff are warned when no run is planned within this time.");

    public static readonly Setting<int> SupportHours = Setting.WholeNumber("programme.support-hours", Group, "Support answers within", 24, 1, 240, "hours of the clock, in business hours",
        "The due time of every support ticket.");

    public static readonly IReadOnlyList<Setting> All = [YearlyFee, OnePersonPercent, TrainedPeople, CourseEveryMonths, SupportHours];
}
