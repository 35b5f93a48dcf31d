using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What the vendor can help with. Each line of a request is one of these, decided and fulfilled on its own.</summary>
public enum Benefit
{
    /// <summary>Money, in USD.</summary>
    Stipend,

    /// <summary>A blog post; one item.</summary>
    Promotion,

    /// <summary>A licence, counted in seats.</summary>
    Licence,

    /// <summary>Kits of swag.</summary>
    Swag,
}

/// <summary>The words of the screens.</summary>
public static class BenefitWords
{
    public static readonly IReadOnlyList<Benefit> All = Enum.GetValues<Benefit>();

    public static string Of(Benefit benefit) => benefit.ToString();

    /// <summary>What a quantity of it is counted in.</summary>
    public static string Unit(Benefit benefit, decimal quantity = 2) => (benefit, quantity == 1) switch
    {
        (Benefit.Stipend, _) => "USD",
        (Benefit.Promotion, true) => "post",
        (Benefit.Promotion, _) => "posts",
        (Benefit.Licence, true) => "seat",
        (Benefit.Licence, _) => "seats",
        (_, true) => "kit",
        _ => "kits",
    };

    /// <summary>The quantity that a person typed: an amount of money, or a whole number of whatever it is counted in.</summary>
    /// <exception cref="RuleException">Anything else; names the field.</exception>
    public static decimal Read(Benefit benefit, string? typed, CultureInfo culture, string field)
    {
        if (benefit == Benefit.Stipend)
            return Money.Parse(typed, "USD", culture, field).Amount;
        var broken = new BrokenRules();
        var number = broken.Try(() => Money.Parse(typed, "USD", culture, field).Amount);
        return broken.Any || decimal.Truncate(number) != number ? throw new RuleException($"Type a whole number of {Unit(benefit)}, such as 25; 0 for none.", field) : number;
    }

    /// <summary>A reduced grant beside what was asked, such as "120.00 of 180.00 USD" or "20 of 25 kits".</summary>
    public static string Part(Benefit benefit, decimal granted, decimal asked) =>
        $"{(benefit == Benefit.Stipend ? granted.ToString("#,##0.00", CultureInfo.InvariantCulture) : granted.ToString("0", CultureInfo.InvariantCulture))} of {Quantity(benefit, asked)}";

    /// <summary>Such as "180.00 USD" or "25 kits".</summary>
    public static string Quantity(Benefit benefit, decimal quantity) => benefit == Benefit.Stipend
        ? new Money(quantity, "USD").ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{quantity:0} {Unit(benefit, quantity)}");
}
