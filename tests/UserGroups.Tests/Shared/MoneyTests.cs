using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public class MoneyTests
{
    [Theory]
    [InlineData("250", "en-US", 250)]
    [InlineData("250.5", "en-US", 250.5)]
    [InlineData("1,250.50", "en-US", 1250.5)]
    [InlineData("1,250", "en-US", 1250)]
    [InlineData("1.250,50", "de-DE", 1250.5)]
    [InlineData("1.250", "de-DE", 1250)]
    [InlineData("250.00", "de-DE", 250)]
    [InlineData("250,00", "en-US", 250)]
    [InlineData("1 250,50", "nb-NO", 1250.5)]
    [InlineData("1\u00A0250,50", "fr-FR", 1250.5)]
    [InlineData("1\u202F250,50", "nb-NO", 1250.5)]
    [InlineData(" 0 ", "en-US", 0)]
    public void What_people_type_is_read_as_they_mean_it(string typed, string culture, double amount) =>
        Assert.Equal(new Money((decimal)amount, "USD"), Money.Parse(typed, "USD", CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("1e5")]
    [InlineData("0x10")]
    [InlineData("1,25,0")]
    [InlineData("12,34.5")]
    [InlineData("1.2.3")]
    [InlineData("1234,567.00")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-")]
    [InlineData(".5.")]
    [InlineData("10.")]
    [InlineData("$10")]
    [InlineData("(10)")]
    [InlineData("١٠")]
    [InlineData("+10")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_amount_is_refused_with_an_example(string? typed)
    {
        var refused = Assert.Throws<RuleException>(() => Money.Parse(typed, "USD", CultureInfo.GetCultureInfo("en-US"), "Amount"));
        Assert.Equal(("Type an amount such as 1,250.50.", "Amount"), (refused.Message, refused.Field));
    }

    [Theory]
    [InlineData("-1", "The amount cannot be negative.")]
    [InlineData("\u22121.00", "The amount cannot be negative.")]
    [InlineData("1.255", "An amount has at most 2 decimals.")]
    [InlineData("10000000000", "The amount is too large.")]
    public void What_is_not_allowed_is_refused_at_its_field_with_the_reason(string typed, string reason)
    {
        var refused = Assert.Throws<RuleException>(() => Money.Parse(typed, "USD", CultureInfo.GetCultureInfo("en-US"), "Amount"));
        Assert.Equal((reason, "Amount"), (refused.Message, refused.Field));
    }

    [Theory]
    [InlineData(1.5, "JPY", "JPY has no decimals.")]
    [InlineData(1, "XYZ", "“XYZ” is not a currency code such as USD or EUR.")]
    [InlineData(1, "usd", "“usd” is not a currency code such as USD or EUR.")]
    public void A_currency_is_known_and_keeps_its_decimals(double amount, string currency, string reason) =>
        Assert.Equal(reason, Assert.Throws<RuleException>(() => new Money((decimal)amount, currency)).Message);

    [Fact]
    public void Amounts_are_reckoned_in_one_currency()
    {
        Money ten = new(10, "USD"), three = new(3.25m, "USD");
        Assert.Equal(new Money(13.25m, "USD"), ten + three);
        Assert.Equal(new Money(-6.75m, "USD"), three - ten);
        Assert.Equal(new Money(9.75m, "USD"), three * 3);
        Assert.Equal(three, Money.Min(ten, three));
        Assert.True(three < ten && ten >= three);
        Assert.Throws<InvalidOperationException>(() => ten + new Money(1, "EUR"));
        Assert.Throws<InvalidOperationException>(() => ten < new Money(1, "EUR"));
        Assert.Throws<RuleException>(() => (three - ten).NotNegative());
        Assert.Equal(new Money(0.13m, "USD"), Money.Rounded(0.125m, "USD"));
        Assert.Equal(new Money(2, "JPY"), Money.Rounded(1.5m, "JPY"));
        Assert.Equal(new Money(1, "USD"), new Money(1.00m, "USD"));
    }

    [Theory]
    [InlineData(1250, "USD", "en-US", "1,250.00\u00A0USD")]
    [InlineData(1250.5, "EUR", "de-DE", "1.250,50\u00A0EUR")]
    [InlineData(5000, "JPY", "en-US", "5,000\u00A0JPY")]
    [InlineData(-3, "USD", "en-US", "-3.00\u00A0USD")]
    public void An_amount_is_written_as_the_culture_writes_numbers(double amount, string currency, string culture, string text) =>
        Assert.Equal(text, new Money((decimal)amount, currency).ToString(CultureInfo.GetCultureInfo(culture)));
}
