using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>The stipend offer in a line.</summary>
public static class OfferWords
{
    /// <summary>Says for how many people, since the number is kept a moment after it is typed; and that without a budget nothing can be granted yet.</summary>
    public static string Summary(StipendOffer offer)
    {
        var most = offer.Expected > 0
            ? $"What we can offer for {(offer.Expected == 1 ? "1 person" : $"{offer.Expected} people")}: {(offer.BudgetLeft is null ? "up to " : "")}{Usd(offer.Result)}"
            : $"What we can offer: up to {Usd(offer.Cap)}, {Usd(offer.PerHead)} a head";
        return offer.BudgetLeft is null ? most + ", once there is a budget for your region" : most;
    }

    internal static string Usd(decimal amount) => BenefitWords.Quantity(Benefit.Stipend, amount);
}
