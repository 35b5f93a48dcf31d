using UserGroups.Accounts;

namespace UserGroups.Tests.Accounts;

public sealed class TotpTests
{
    // "12345678901234567890" in Base32: the key of RFC 6238, appendix B.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    // The table of appendix B for SHA-1, its last six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_RFC(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Secret, Totp.StepAt(DateTime.UnixEpoch.AddSeconds(seconds))));

    [Fact]
    public void A_code_counts_half_a_minute_early_and_late_and_no_longer()
    {
        var now = DateTime.UnixEpoch.AddSeconds(1234567890);
        var step = Totp.StepAt(now);
        Assert.Equal(
            [null, step - 1, step, step + 1, null],
            Enumerable.Range(-2, 5).Select(i => Totp.StepOf(Secret, Totp.Code(Secret, step + i), now)));
    }

    [Theory]
    [InlineData("005 924")]
    [InlineData(" 005-924 ")]
    public void Gaps_that_people_type_do_not_matter(string typed) => Assert.NotNull(Totp.StepOf(Secret, typed, DateTime.UnixEpoch.AddSeconds(1234567890)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5924")]
    [InlineData("0059240")]
    [InlineData("٠٠٥٩٢٤")]
    public void Anything_but_six_digits_is_no_code(string? typed) => Assert.Null(Totp.StepOf(Secret, typed, DateTime.UnixEpoch.AddSeconds(1234567890)));

    [Fact]
    public void A_new_secret_has_160_bits_and_round_trips()
    {
        var secret = Totp.NewSecret();
        Assert.Equal(32, secret.Length);
        Assert.Matches("^[A-Z2-7]{32}$", secret);
        Assert.NotEqual(secret, Totp.NewSecret());
    }
}
