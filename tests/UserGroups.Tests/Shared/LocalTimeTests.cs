using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public class LocalTimeTests
{
    [Theory]
    [InlineData("Europe/Oslo", "2026-12-03 18:30", "2026-12-03 17:30", LocalTimeKind.Once)]
    [InlineData("Europe/Oslo", "2026-07-03 18:30", "2026-07-03 16:30", LocalTimeKind.Once)]
    [InlineData("Europe/Oslo", "2026-03-29 01:59", "2026-03-29 00:59", LocalTimeKind.Once)]
    [InlineData("Europe/Oslo", "2026-03-29 02:00", "2026-03-29 01:00", LocalTimeKind.Skipped)]
    [InlineData("Europe/Oslo", "2026-03-29 02:30", "2026-03-29 01:30", LocalTimeKind.Skipped)]
    [InlineData("Europe/Oslo", "2026-03-29 03:00", "2026-03-29 01:00", LocalTimeKind.Once)]
    [InlineData("Europe/Oslo", "2026-10-25 02:30", "2026-10-25 00:30", LocalTimeKind.Twice)]
    [InlineData("Europe/Oslo", "2026-10-25 03:00", "2026-10-25 02:00", LocalTimeKind.Once)]
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30", LocalTimeKind.Skipped)]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30", LocalTimeKind.Twice)]
    [InlineData("America/New_York", "2026-11-01 02:00", "2026-11-01 07:00", LocalTimeKind.Once)]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45", LocalTimeKind.Skipped)]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45", LocalTimeKind.Twice)]
    [InlineData("Australia/Lord_Howe", "2026-01-15 12:00", "2026-01-15 01:00", LocalTimeKind.Once)]
    [InlineData("Australia/Lord_Howe", "2026-07-15 12:00", "2026-07-15 01:30", LocalTimeKind.Once)]
    [InlineData("Asia/Kathmandu", "2026-12-03 18:30", "2026-12-03 12:45", LocalTimeKind.Once)]
    [InlineData("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 22:00", LocalTimeKind.Skipped)]
    public void The_clock_on_the_wall_becomes_a_moment_by_rule(string zone, string local, string utc, LocalTimeKind kind)
    {
        var wall = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var resolved = LocalTime.Resolve(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), zone);
        Assert.Equal(utc, resolved.Utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, resolved.Utc.Kind);
        Assert.Equal(kind, resolved.Kind);
        var back = LocalTime.FromUtc(resolved.Utc, zone);
        Assert.Equal(kind != LocalTimeKind.Skipped, back == (DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall)));
    }

    [Fact]
    public void A_skipped_half_past_two_is_shown_as_half_past_three() =>
        Assert.Equal((new DateOnly(2026, 3, 29), new TimeOnly(3, 30)), LocalTime.FromUtc(LocalTime.ToUtc(new(2026, 3, 29), new(2, 30), "Europe/Oslo"), "Europe/Oslo"));

    [Theory]
    [InlineData("Europe/Oslo", "en", "Thursday 3 December 2026, 18:30 (Oslo time)")]
    [InlineData("Europe/Oslo", "en-GB", "Thursday 3 December 2026, 18:30 (Oslo time)")]
    [InlineData("Europe/Oslo", "", "Thursday 3 December 2026, 18:30 (Oslo time)")]
    [InlineData("America/Argentina/Buenos_Aires", "en", "Thursday 3 December 2026, 14:30 (Buenos Aires time)")]
    [InlineData("Asia/Kathmandu", "en", "Thursday 3 December 2026, 23:15 (Kathmandu time)")]
    [InlineData("Europe/Oslo", "nb-NO", "torsdag 3. desember 2026, 18:30 (Oslo time)")]
    [InlineData("Europe/Oslo", "de-DE", "Donnerstag, 3. Dezember 2026, 18:30 (Oslo time)")]
    public void A_moment_is_written_for_its_reader(string zone, string culture, string text) =>
        Assert.Equal(text, LocalTime.Format(new DateTime(2026, 12, 3, 17, 30, 0, DateTimeKind.Utc), zone, CultureInfo.GetCultureInfo(culture)));

    [Fact]
    public void Americans_read_the_month_first_and_a_clock_of_twelve_hours()
    {
        var text = LocalTime.Format(new DateTime(2026, 12, 3, 17, 30, 0, DateTimeKind.Utc), "America/New_York", CultureInfo.GetCultureInfo("en-US"));
        Assert.Equal("Thursday, December 3, 2026, 12:30 PM (New York time)", text.Replace('\u202F', ' '));
    }

    [Fact]
    public void The_words_round_the_place_are_the_readers() => Assert.Equal(
        "torsdag 3. desember 2026, 18:30 (tid i Oslo)",
        LocalTime.Format(new DateTime(2026, 12, 3, 17, 30, 0, DateTimeKind.Utc), "Europe/Oslo", CultureInfo.GetCultureInfo("nb-NO"), "tid i {0}"));

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("")]
    [InlineData(null)]
    public void A_zone_that_does_not_exist_is_refused(string? zone)
    {
        Assert.False(LocalTime.IsZone(zone));
        Assert.Equal("Zone", Assert.Throws<RuleException>(() => LocalTime.Zone(zone, "Zone")).Field);
    }

    [Fact]
    public void Odd_moments_are_refused()
    {
        Assert.Throws<RuleException>(() => LocalTime.ToUtc(DateOnly.MinValue, TimeOnly.MinValue, "Asia/Tokyo"));
        Assert.Throws<RuleException>(() => LocalTime.ToUtc(DateOnly.MaxValue, TimeOnly.MaxValue, "America/New_York"));
        Assert.Throws<ArgumentException>(() => LocalTime.FromUtc(DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Local), "Europe/Oslo"));
        Assert.Equal(345, LocalTime.OffsetMinutes(DateTime.UnixEpoch.AddYears(50), "Asia/Kathmandu"));
    }
}
