using System.Globalization;
using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>From what was typed to what it means.</summary>
public static class RequestReading
{
    /// <param name="typed">As typed.</param>
    /// <param name="isForEvent">False for a request of the chapter itself: only a licence.</param>
    /// <param name="cap">The stipend cap in force, USD.</param>
    /// <param name="culture">How the person writes numbers.</param>
    /// <exception cref="RuleException">Something is missing or cannot be so; names every such field.</exception>
    public static RequestAnswers Read(TypedRequest typed, bool isForEvent, decimal cap, CultureInfo culture)
    {
        var broken = new BrokenRules();
        var headcount = isForEvent ? broken.Try(() => Whole(typed.Headcount, nameof(typed.Headcount), 1, SponsorshipRequest.MostPeople, "How many people do you expect? A whole number from 1 to 100000.")) : 0;
        var plan = broken.Try(() => Checked.Text(typed.Plan, SponsorshipRequest.PlanLength, nameof(typed.Plan), "Say in a few sentences what the help is for."));
        var asked = new List<AskedBenefit>();
        if (isForEvent && broken.Try(() => Stipend(typed.Stipend, cap, culture)) is decimal stipend and > 0)
            asked.Add(new AskedBenefit(Benefit.Stipend, stipend, ""));
        if (isForEvent && typed.Promotion)
            Ask(Benefit.Promotion, 1, typed.PromotionText, nameof(typed.PromotionText), "Write the few sentences the post should say.");
        var seats = broken.Try(() => Optional(typed.LicenceSeats, nameof(typed.LicenceSeats), (int)BenefitLine.MostSeats, "seats"));
        if (seats > 0 || broken.Concern(nameof(typed.LicenceSeats)))
            Ask(Benefit.Licence, seats ?? 0, typed.LicencePurpose, nameof(typed.LicencePurpose), "Say what the licence is for.");
        if (isForEvent && broken.Try(() => Optional(typed.SwagKits, nameof(typed.SwagKits), (int)BenefitLine.MostKits, "kits")) is int kits and > 0)
            Ask(Benefit.Swag, kits, typed.SwagNote, nameof(typed.SwagNote), null);
        // A number that cannot be read was meant as something.
        if (asked.Count == 0 && !broken.Concern(nameof(typed.Stipend), nameof(typed.LicenceSeats), nameof(typed.SwagKits)))
            broken.Add(isForEvent ? "Ask for at least one thing: money, promotion, a licence or swag." : "Say how many seats you need.", isForEvent ? nameof(typed.Stipend) : nameof(typed.LicenceSeats));
        broken.Throw();
        return new RequestAnswers(headcount, plan!, asked);

        void Ask(Benefit benefit, decimal quantity, string details, string field, string? whenEmpty) =>
            asked.Add(new AskedBenefit(benefit, quantity, broken.Try(() => Checked.Text(details, BenefitLine.DetailsLength, field, whenEmpty)) ?? ""));
    }

    /// <summary>The headcount as far as it can be read while it is typed; 0 when it cannot.</summary>
    public static int HeadcountOf(TypedRequest typed) =>
        int.TryParse(typed.Headcount.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var people) && people <= SponsorshipRequest.MostPeople ? people : 0;

    /// <summary>The stipend as far as it can be read while it is typed, USD; 0 when it cannot.</summary>
    public static decimal StipendOf(TypedRequest typed, CultureInfo culture)
    {
        try
        {
            return Stipend(typed.Stipend, decimal.MaxValue, culture) ?? 0;
        }
        catch (RuleException)
        {
            return 0;
        }
    }

    private static decimal? Stipend(string typed, decimal cap, CultureInfo culture)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var amount = Money.Parse(typed, "USD", culture, "Stipend").Amount;
        return amount <= cap ? amount : throw new RuleException($"A stipend is at most {BenefitWords.Quantity(Benefit.Stipend, cap)}.", "Stipend");
    }

    private static int? Optional(string typed, string field, int most, string unit) =>
        string.IsNullOrWhiteSpace(typed) ? null : Whole(typed, field, 0, most, $"Type a whole number of {unit} from 0 to {most}, or leave it empty.");

    private static int Whole(string typed, string field, int least, int most, string sentence) =>
        int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RuleException(sentence, field);
}
