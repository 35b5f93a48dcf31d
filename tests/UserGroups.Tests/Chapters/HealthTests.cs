using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;

namespace UserGroups.Tests.Chapters;

public sealed class HealthTests : IAsyncLifetime
{
    private ChapterStory story = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        story = await ChapterStory.OpenAsync();
        oslo = await story.AddActiveAsync();
    }

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Fact]
    public async Task Two_letters_and_then_sleep_each_on_its_day_and_each_once()
    {
        var days = new List<(int Day, string Kind)>();
        for (var day = 1; day <= 200; day++)
        {
            story.GoTo(day);
            await story.RunHealthAsync();
            await story.RunHealthAsync();
            days.AddRange((await story.LettersAsync("Lena")).Skip(days.Count).Select(kind => (day, kind)));
        }

        Assert.Equal([(76, "HealthWarned"), (166, "HealthWarned"), (181, "FellAsleep")], days);
        Assert.Equal(["chapter.health-warned", "chapter.health-warned", "chapter.dormant"], await story.HistoryAsync(oslo));
    }

    [Fact]
    public async Task A_job_that_did_not_run_for_a_year_warns_first_and_waits_before_sleep()
    {
        story.GoTo(365);
        await story.RunHealthAsync();
        Assert.Equal(["HealthWarned"], await story.LettersAsync("Lena"));
        Assert.Equal(ChapterState.Active, (await story.ChapterAsync(oslo)).State);
        story.Clock.Move(TimeSpan.FromDays(13));
        await story.RunHealthAsync();
        Assert.Equal(ChapterState.Active, (await story.ChapterAsync(oslo)).State);
        story.Clock.Move(TimeSpan.FromDays(1));
        await story.RunHealthAsync();
        Assert.Equal(ChapterState.Dormant, (await story.ChapterAsync(oslo)).State);
    }

    [Fact]
    public async Task An_event_ends_the_quiet_time_and_a_new_one_brings_letters_again()
    {
        story.GoTo(80);
        await story.RunHealthAsync();
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).NoteEvent(ChapterStory.Start.AddDays(100)));
        story.GoTo(101);
        await story.RunHealthAsync();
        Assert.Single(await story.LettersAsync("Lena"));
        story.GoTo(176);
        await story.RunHealthAsync();
        Assert.Equal(["HealthWarned", "HealthWarned"], await story.LettersAsync("Lena"));
    }

    [Fact]
    public async Task Two_jobs_at_the_same_moment_write_one_letter()
    {
        story.GoTo(80);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => story.RunHealthAsync()));
        Assert.Single(await story.LettersAsync("Lena"));
    }

    [Fact]
    public async Task A_test_chapter_writes_to_nobody()
    {
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).MarkAsTest(true));
        story.GoTo(80);
        await story.RunHealthAsync();
        Assert.Empty(await story.LettersAsync("Lena"));
    }
}
