using System.Globalization;
using System.Text.RegularExpressions;

namespace UserGroups.Shared;

/// <summary>
/// An amount in a currency, as the database keeps it: decimal(12,2) and three letters. Amounts may be negative (a correction); say
/// <see cref="NotNegative"/> where they may not.
/// </summary>
public sealed partial record Money : IComparable<Money>
{
    /// <summary>Largest amount either way: what decimal(12,2) holds.</summary>
    public const decimal Max = 9_999_999_999.99m;

    /// <summary>An exact amount.</summary>
    /// <param name="amount">In whole units (dollars, not cents), with no more decimals than the currency has.</param>
    /// <param name="currency">ISO 4217 code in capitals.</param>
    /// <exception cref="RuleException">Too many decimals, too large, or no such currency.</exception>
    public Money(decimal amount, string currency)
    {
        if (!Currencies.IsKnown(currency))
            throw new RuleException($"“{currency}” is not a currency code such as USD or EUR.");
        var decimals = Currencies.Decimals(currency);
        if (decimal.Round(amount, decimals) != amount)
            throw new RuleException(decimals == 0 ? $"{currency} has no decimals." : $"An amount has at most {decimals} decimals.");
        if (Math.Abs(amount) > Max)
            throw new RuleException("The amount is too large.");
        Amount = decimal.Round(amount, 2);
        Currency = currency;
    }

    /// <summary>In whole units of the currency.</summary>
    public decimal Amount { get; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; }

    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>A computed amount rounded to what the currency can pay, half away from zero.</summary>
    public static Money Rounded(decimal amount, string currency) =>
        new(decimal.Round(amount, Currencies.Decimals(currency), MidpointRounding.AwayFromZero), currency);

    /// <summary>
    /// The amount that a person typed: digits, with the culture's grouping in threes or none, and its decimal separator; a point or comma before one or
    /// two last digits is always a decimal separator. No exponent, no sign but a leading minus, no words such as NaN.
    /// </summary>
    /// <exception cref="RuleException">Anything else, or negative where that is not allowed; <see cref="RuleException.Field"/> is <paramref name="field"/>.</exception>
    public static Money Parse(string? text, string currency, CultureInfo culture, string? field = null, bool allowNegative = false)
    {
        var typed = Blanks().Replace((text ?? "").Trim().Replace('\u2212', '-'), " ");
        var plain = Plain(typed, culture.NumberFormat);
        if (plain is null || !decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            throw new RuleException($"Type an amount such as {1250.50m.ToString("N2", culture)}.", field);
        if (amount < 0 && !allowNegative)
            throw new RuleException("The amount cannot be negative.", field);
        try
        {
            return new Money(amount, currency);
        }
        catch (RuleException broken)
        {
            throw new RuleException(broken.Message, field);
        }
    }

    /// <summary>The same money.</summary>
    /// <exception cref="RuleException">It is below zero.</exception>
    public Money NotNegative(string? field = null) => Amount >= 0 ? this : throw new RuleException("The amount cannot be negative.", field);

    /// <summary>Sum of the same currency.</summary>
    /// <exception cref="InvalidOperationException">Two currencies: that is a mistake in the program, not of a person.</exception>
    public static Money operator +(Money left, Money right) => new(left.Amount + right.In(left.Currency), left.Currency);

    /// <summary>Difference of the same currency.</summary>
    /// <exception cref="InvalidOperationException">Two currencies.</exception>
    public static Money operator -(Money left, Money right) => new(left.Amount - right.In(left.Currency), left.Currency);

    /// <summary>So many times the amount.</summary>
    public static Money operator *(Money money, int times) => new(money.Amount * times, money.Currency);

    /// <summary>Compares amounts of the same currency.</summary>
    /// <exception cref="InvalidOperationException">Two currencies.</exception>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The smaller of two amounts.</summary>
    /// <exception cref="InvalidOperationException">Two currencies.</exception>
    public static Money Min(Money left, Money right) => left <= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(Money? other) => other is null ? 1 : Amount.CompareTo(other.In(Currency));

    /// <summary>As the culture writes numbers, then the code after a no-break space: "1,250.00 USD", "1.250,00 EUR", "500 JPY". A symbol would be shorter, but $ is twenty currencies.</summary>
    public string ToString(CultureInfo culture) =>
        Amount.ToString(Currencies.Decimals(Currency) == 0 ? "N0" : "N2", culture) + "\u00A0" + Currency;

    /// <inheritdoc/>
    public override string ToString() => ToString(CultureInfo.InvariantCulture);

    private decimal In(string currency) => Currency == currency
        ? Amount
        : throw new InvalidOperationException($"{Currency} and {currency} cannot be reckoned together.");

    private static string? Plain(string typed, NumberFormatInfo format)
    {
        if (SimpleDecimal().IsMatch(typed))
            return typed.Replace(',', '.');
        var point = format.NumberDecimalSeparator;
        var group = Blanks().IsMatch(format.NumberGroupSeparator) ? " " : format.NumberGroupSeparator;
        var start = typed.StartsWith('-') ? 1 : 0;
        var cut = typed.IndexOf(point, StringComparison.Ordinal);
        var whole = cut < 0 ? typed[start..] : typed[start..Math.Max(cut, start)];
        var fraction = cut < 0 ? "" : typed[(cut + point.Length)..];
        var groups = whole.Split([group, " "], StringSplitOptions.None);
        var grouped = groups[0].Length is >= 1 && (groups.Length == 1 || groups[0].Length <= 3) && groups.Skip(1).All(part => part.Length == 3);
        if (!grouped || !groups.All(IsDigits) || !IsDigits(fraction) || (cut >= 0 && fraction.Length == 0))
            return null;
        return typed[..start] + string.Concat(groups) + (fraction.Length > 0 ? "." + fraction : "");
    }

    private static bool IsDigits(string text) => text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^-?[0-9]+([.,][0-9]{1,2})?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SimpleDecimal();

    /// <summary>No-break and narrow no-break spaces group digits in many cultures, people type the plain one; Swiss apostrophes stay as they are.</summary>
    [GeneratedRegex(@"[\u0020\u00A0\u2009\u202F]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
