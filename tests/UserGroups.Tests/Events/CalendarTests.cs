using System.Text;
using UserGroups.Events;
using UserGroups.Events.Calendar;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>RFC 5545 on the wire.</summary>
public sealed class CalendarTests
{
    private static readonly SiteAddress Site = new(new Uri("https://groups.example.org"));

    private static readonly CalendarEntry Entry = new(
        "6c9f", 3, Utc(2026, 3, 2, 12), Utc(2026, 3, 20, 17), Utc(2026, 3, 20, 19), "Europe/Oslo", "Maps; tiles, and \\ more", "First line\r\nSecond: 日本語", "Deichman, Oslo",
        "https://groups.example.org/events/maps", EventState.Published, "Oslo");

    [Fact]
    public void An_event_is_written_with_its_zone_escaped_words_and_no_method()
    {
        var lines = Unfolded(CalendarFile.Publish("Oslo", Site, [Entry]));
        Assert.Equal(["BEGIN:VCALENDAR", "VERSION:2.0"], lines.Take(2));
        Assert.DoesNotContain(lines, l => l.StartsWith("METHOD", StringComparison.Ordinal));
        Assert.Equal(
            [
                "BEGIN:VEVENT", "UID:6c9f@groups.example.org", "DTSTAMP:20260302T120000Z", "SEQUENCE:3", "DTSTART;TZID=Europe/Oslo:20260320T180000", "DTEND;TZID=Europe/Oslo:20260320T200000",
                "SUMMARY:Maps\\; tiles\\, and \\\\ more", "DESCRIPTION:First line\\nSecond: 日本語", "LOCATION:Deichman\\, Oslo", "URL:https://groups.example.org/events/maps", "STATUS:CONFIRMED", "END:VEVENT",
            ],
            lines.SkipWhile(l => l != "BEGIN:VEVENT").TakeWhile(l => l != "END:VCALENDAR"));
    }

    [Fact]
    public void The_zone_tells_each_change_of_the_clocks()
    {
        var lines = Unfolded(CalendarFile.Publish("Oslo", Site, [Entry]));
        var summer = lines.IndexOf("DTSTART:20260329T020000");
        Assert.Equal(["BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"], lines.Skip(summer - 1).Take(5));
        var winter = lines.IndexOf("DTSTART:20261025T030000");
        Assert.Equal(["BEGIN:STANDARD", "DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"], lines.Skip(winter - 1).Take(5));
    }

    [Theory]
    [InlineData("Asia/Kolkata", "+0530")]
    [InlineData("America/St_Johns", "-0330")]
    [InlineData("Etc/UTC", "+0000")]
    [InlineData("Pacific/Chatham", "+1345")]
    public void Odd_offsets_are_written_as_they_are(string zone, string offset) =>
        Assert.Contains($"TZOFFSETTO:{offset}", Unfolded(CalendarFile.Publish("x", Site, [Entry with { Zone = zone }])));

    [Fact]
    public void No_line_is_longer_than_75_octets_and_no_character_is_cut()
    {
        var text = CalendarFile.Publish("Oslo", Site, [Entry with { Title = string.Concat(Enumerable.Repeat("Ærø 日本語 👩‍🚀 ", 40)) }]);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains(Unfolded(text), l => l == "SUMMARY:" + string.Concat(Enumerable.Repeat("Ærø 日本語 👩‍🚀 ", 40)));
    }

    [Fact]
    public void A_mail_carries_the_method_the_guest_and_a_cancellation_its_status()
    {
        var invite = Unfolded(CalendarFile.Invite(Site, Entry, CalendarMethod.Request, new CalendarGuest("Max \"the map\" Holm", "max@example.org")));
        Assert.Contains("METHOD:REQUEST", invite);
        Assert.Contains("ATTENDEE;CN=\"Max ^'the map^' Holm\";PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:max@example.org", invite);
        var cancel = Unfolded(CalendarFile.Invite(Site, Entry, CalendarMethod.Cancel, new CalendarGuest("Max", "max@example.org")));
        Assert.Contains("METHOD:CANCEL", cancel);
        Assert.Contains("STATUS:CANCELLED", cancel);
    }

    [Fact]
    public void Words_cannot_begin_a_property_of_their_own()
    {
        var lines = Unfolded(CalendarFile.Publish("Oslo", Site, [Entry with { Title = "Maps\r\nATTENDEE:mailto:all@example.org\u0000\u0007", Location = "x\nEND:VEVENT" }]));
        Assert.DoesNotContain(lines, l => l.StartsWith("ATTENDEE", StringComparison.Ordinal));
        Assert.Single(lines, l => l == "END:VEVENT");
        Assert.Contains("SUMMARY:Maps\\nATTENDEE:mailto:all@example.org", lines);
    }

    [Fact]
    public void A_calendar_without_events_still_has_a_component() =>
        Assert.Contains("BEGIN:VTIMEZONE", Unfolded(CalendarFile.Publish("Oslo", Site, [], "Europe/Oslo")));

    private static List<string> Unfolded(string text) => [.. text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd('\r', '\n').Split("\r\n")];

    private static DateTime Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, DateTimeKind.Utc);
}
