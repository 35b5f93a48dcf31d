using System.Globalization;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Tests.Sponsorship;

/// <summary>The figures, and what may be typed.</summary>
public sealed class OfferTests
{
    [Theory]
    [InlineData(30, 0, 0, 0, 1000, 30, 250)] // 300 by heads, the cap bounds it
    [InlineData(18, 0, 0, 0, 1000, 18, 180)]
    [InlineData(18, 2, 20, 10, 1000, 18, 180)] // two events say nothing yet
    [InlineData(20, 3, 40, 30, 1000, 15, 150)] // 0.75
    [InlineData(20, 3, 40, 4, 1000, 10, 100)] // never below a half
    [InlineData(20, 3, 10, 14, 1000, 20, 200)] // never above one
    [InlineData(18, 0, 0, 0, 100, 18, 100)] // what is left bounds it
    [InlineData(18, 0, 0, 0, 0, 18, 0)]
    [InlineData(0, 0, 0, 0, 1000, 0, 0)]
    public void The_offer_is_the_least_of_cap_heads_and_what_is_left(int expected, int events, int yes, int came, int left, int adjusted, int offer)
    {
        var reckoned = new StipendOffer(250, 10, expected, new ShowRate(events, yes, came), left);
        Assert.Equal((adjusted, offer), (reckoned.AdjustedHeadcount, reckoned.Result));
    }

    [Fact]
    public void Without_a_budget_the_offer_is_bound_by_cap_and_heads() =>
        Assert.Equal(180, new StipendOffer(250, 10, 18, new ShowRate(0, 0, 0), null).Result);

    [Theory]
    [InlineData("250.01")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e9")]
    [InlineData("1e1")]
    [InlineData("1.005")]
    [InlineData("0x10")]
    [InlineData("١٠")]
    [InlineData("99999999999999999999999999999")]
    public void A_tampered_amount_is_refused_with_its_field(string stipend)
    {
        var refused = Assert.Throws<RuleException>(() => Read(SponsorshipWorld.Typed(stipend)));
        Assert.Equal("Stipend", refused.Field);
    }

    [Theory]
    [InlineData("250.00", 250)]
    [InlineData("0.01", 0.01)]
    [InlineData("100", 100)]
    public void An_amount_up_to_the_cap_is_read(string stipend, double amount) =>
        Assert.Equal((decimal)amount, Read(SponsorshipWorld.Typed(stipend)).Benefits.Single().Asked);

    [Theory]
    [InlineData("Headcount", "0")]
    [InlineData("Headcount", "100001")]
    [InlineData("Headcount", "1e2")]
    [InlineData("Headcount", "")]
    [InlineData("LicenceSeats", "501")]
    [InlineData("LicenceSeats", "-1")]
    [InlineData("SwagKits", "1001")]
    [InlineData("SwagKits", "1.5")]
    public void A_number_out_of_bounds_is_refused_with_its_field(string field, string value)
    {
        var typed = SponsorshipWorld.Typed(more: true);
        typed = field switch { "Headcount" => typed with { Headcount = value }, "LicenceSeats" => typed with { LicenceSeats = value }, _ => typed with { SwagKits = value } };
        Assert.Equal(field, Assert.Throws<RuleException>(() => Read(typed)).Field);
    }

    [Fact]
    public void Asking_for_nothing_is_no_request() => Assert.Throws<RuleException>(() => Read(SponsorshipWorld.Typed("0")));

    [Fact]
    public void A_request_of_the_chapter_itself_is_about_a_licence_only() =>
        Assert.Equal([Benefit.Licence], RequestReading.Read(SponsorshipWorld.Typed(more: true), false, 250, CultureInfo.InvariantCulture).Benefits.Select(b => b.Benefit));

    [Theory]
    [InlineData("aino@vendor.example", "lena@vendor.example", true)]
    [InlineData("aino@VENDOR.example", "lena@vendor.example", true)]
    [InlineData("aino@vendor.example", "lena@other.example", false)]
    [InlineData("aino@gmail.com", "lena@gmail.com", false)]
    [InlineData(null, null, false)]
    public void The_same_domain_is_the_same_employer_unless_everybody_can_have_an_address_there(string? one, string? other, bool same) =>
        Assert.Equal(same, Employers.AreTheSame(one, other));

    private static RequestAnswers Read(TypedRequest typed) => RequestReading.Read(typed, true, 250, CultureInfo.InvariantCulture);
}
