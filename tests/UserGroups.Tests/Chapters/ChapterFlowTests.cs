using UserGroups.Chapters;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

public sealed class ChapterFlowTests
{
    private const long Lena = 1;
    private const long Aino = 3;
    private static readonly DateTime Monday = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly City Oslo = new(3143244, "Oslo", "Oslo", "NO", 59.91273, 10.74609, 580000, "Europe/Oslo");

    [Fact]
    public void The_table_allows_these_ways_and_no_other()
    {
        var allowed = from state in Enum.GetValues<ChapterState>() from step in Enum.GetValues<ChapterStep>() where ChapterFlow.Allows(state, step) select $"{state} {step} {ChapterFlow.Find(state, step)!.To}";
        Assert.Equal(
        [
            "Draft Submit Submitted", "Submitted RequestChanges ChangesRequested", "Submitted Approve Active", "Submitted Decline Declined",
            "ChangesRequested Submit Submitted", "ChangesRequested Decline Declined", "Active FallAsleep Dormant", "Dormant Wake Active", "Dormant Retire Retired",
        ], allowed);
    }

    [Fact]
    public void A_draft_cannot_be_approved_and_says_so()
    {
        var broken = Assert.Throws<RuleException>(() => Draft().Approve(Aino, null, Monday));
        Assert.Equal("This group is a draft; it cannot be approved now.", broken.Message);
    }

    [Fact]
    public void What_was_sent_is_due_five_business_days_later_and_the_clock_stands_still_while_changes_are_requested()
    {
        var chapter = Sent();
        Assert.Equal((ChapterState.Submitted, Monday.AddDays(7)), (chapter.State, chapter.Clock!.DueAt));
        chapter.RequestChanges(Aino, "Sixty people in a room for twenty?", Monday.AddDays(1));
        Assert.True(chapter.Clock.IsPaused);
        Assert.False(chapter.Clock.IsOverdue(Monday.AddDays(60)));
        // Four days were left on Tuesday; sent again on Monday the 16th they end on Friday the 20th.
        chapter.Submit("oslo", CodeOfConduct.Version, 5, Monday.AddDays(14));
        Assert.Equal((ChapterState.Submitted, false, Monday.AddDays(18)), (chapter.State, chapter.Clock.IsPaused, chapter.Clock.DueAt));
    }

    [Fact]
    public void Nobody_decides_about_a_group_they_applied_for_or_organize()
    {
        var chapter = Sent();
        Assert.Throws<RuleException>(() => chapter.Decline(Lena, "No reason at all.", Monday));
        Assert.Throws<RuleException>(() => chapter.RequestChanges(Lena, "Please change this.", Monday));
        Assert.Equal(ChapterState.Submitted, chapter.State);
    }

    [Fact]
    public void Nothing_is_approved_before_a_second_organizer_has_said_yes()
    {
        var broken = Assert.Throws<RuleException>(() => Sent().Approve(Aino, "All good, I know these two people.", Monday));
        Assert.Equal("A second organizer has to say yes first; the invitation is on its way.", broken.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2019-01")]
    public void The_code_of_conduct_in_force_is_accepted_or_nothing_is_sent(string? version)
    {
        var broken = Assert.Throws<RuleException>(() => Explained().Submit("oslo", version, 5, Monday));
        Assert.Equal("Conduct", broken.Field);
    }

    [Fact]
    public void A_page_of_answers_that_is_missing_stops_the_sending() =>
        Assert.Throws<RuleException>(() => Draft().Submit("oslo", CodeOfConduct.Version, 5, Monday));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(366)]
    public void The_first_meetup_lies_ahead_and_within_a_year(int days)
    {
        var today = new DateOnly(2026, 3, 2);
        var broken = Assert.Throws<RuleException>(() => Draft().Explain("Maps", "Because.", today.AddDays(days), "Max", "max@example.org", today));
        Assert.Equal("FirstMeetup", broken.Field);
    }

    [Fact]
    public void What_was_sent_cannot_be_changed_until_changes_are_requested()
    {
        var chapter = Sent();
        var today = new DateOnly(2026, 3, 2);
        Assert.Throws<RuleException>(() => chapter.Explain("Other", "Other.", today.AddDays(9), "Max", "max@example.org", today));
        chapter.RequestChanges(Aino, "Which room?", Monday);
        chapter.Explain("Other", "Other.", today.AddDays(9), "Max", "max@example.org", today);
        Assert.Equal("Other", chapter.Focus);
    }

    [Fact]
    public void A_declined_group_gives_its_address_back()
    {
        var chapter = Sent();
        chapter.Decline(Aino, "There is one in Oslo already.", Monday);
        Assert.StartsWith("declined-", chapter.Slug);
        Assert.Equal((ChapterState.Declined, Monday), (chapter.State, chapter.EndedAt));
        Assert.False(chapter.IsPublic);
    }

    [Fact]
    public void An_event_wakes_a_dormant_chapter_and_an_older_one_does_not_turn_time_back()
    {
        var chapter = Chapter.Existing("Oslo", "oslo", Oslo, Monday);
        chapter.FallAsleep();
        Assert.True(chapter.NoteEvent(Monday.AddDays(30)));
        Assert.Equal((ChapterState.Active, Monday.AddDays(30), Monday.AddDays(30)), (chapter.State, chapter.LastEventAt, chapter.QuietSince));
        Assert.False(chapter.NoteEvent(Monday.AddDays(10)));
        Assert.Equal(Monday.AddDays(30), chapter.LastEventAt);
        chapter.RecountEvents(null);
        Assert.Equal((null, Monday), (chapter.LastEventAt, chapter.QuietSince));
    }

    [Fact]
    public void A_retired_chapter_has_no_events()
    {
        var chapter = Chapter.Existing("Oslo", "oslo", Oslo, Monday);
        chapter.FallAsleep();
        chapter.Retire(Aino, "Nobody answered for a year.", Monday);
        Assert.Throws<RuleException>(() => chapter.NoteEvent(Monday.AddDays(1)));
    }

    [Theory]
    [InlineData(0, ChapterHealth.Green)]
    [InlineData(90, ChapterHealth.Green)]
    [InlineData(91, ChapterHealth.Amber)]
    [InlineData(180, ChapterHealth.Amber)]
    [InlineData(181, ChapterHealth.Red)]
    [InlineData(-20, ChapterHealth.Green)]
    public void Health_is_counted_from_the_last_event(int daysAgo, ChapterHealth health)
    {
        var chapter = Chapter.Existing("Oslo", "oslo", Oslo, Monday);
        chapter.NoteEvent(Monday.AddDays(400 - daysAgo));
        Assert.Equal(health, chapter.Health(Monday.AddDays(400), 90, 180));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org")]
    [InlineData("example.org")]
    [InlineData("https://max:secret@example.org/")]
    [InlineData("https://example.org/a b")]
    public void A_web_address_that_is_none_is_refused(string address)
    {
        var broken = Assert.Throws<RuleException>(() => Draft().EditPage("Maps", "", address));
        Assert.Equal("Website", broken.Field);
    }

    [Fact]
    public void Name_city_country_and_focus_are_found_without_accents()
    {
        var chapter = Chapter.Existing("Kløfta Gøy", "klofta", Oslo, Monday);
        chapter.EditPage("Kotlin & Räksmörgås", "", null);
        Assert.Equal("klofta goy oslo norway kotlin & raksmorgas", chapter.SearchName);
        Assert.Equal("europe", chapter.Region);
    }

    private static Chapter Draft()
    {
        var chapter = new Chapter("Oslo", Lena, Monday);
        chapter.PlaceIn(Oslo);
        return chapter;
    }

    private static Chapter Explained()
    {
        var chapter = Draft();
        chapter.Explain("Maps", "There is nobody to ask.", new DateOnly(2026, 4, 1), "Max", "max@example.org", new DateOnly(2026, 3, 2));
        return chapter;
    }

    private static Chapter Sent()
    {
        var chapter = Explained();
        chapter.Submit("oslo", CodeOfConduct.Version, 5, Monday);
        return chapter;
    }
}
