using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Chapters;
using UserGroups.Chapters.Import;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Events.Import;
using UserGroups.Mail;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Tests.House;

namespace UserGroups.Tests.Events;

/// <summary>Lists of groups and of events come over whole or not at all, and a second time changes nothing.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Groups = "name,region,country,url,latitude,longitude,virtual\n";
    private const string Oslo = "Oslo Maps,Europe,Norway,https://oslo.example.org/,59.91,10.75,false\n";
    private const string Meetups = "chapter,title,summary,starts_on,ends_on,city,country_code,online,language,url\n";
    private const string Evening = "Oslo Maps,Tiles by hand,An evening.,2026-02-20,2026-02-20,Oslo,NO,false,en,https://oslo.example.org/1\n";
    private readonly MovedClock clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        services = database.Services(clock, add =>
        {
            add.AddSingleton(new SiteAddress(new Uri("https://groups.example.org")));
            add.AddSingleton<CityIndex>();
            add.AddMail(new MailOptions()).AddChapters().AddEvents();
        });
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task The_real_groups_and_events_come_over_and_a_second_time_nothing_changes()
    {
        var groups = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests/data/real/chapters.csv"));
        var events = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests/data/real/events.csv"));
        Assert.Equal("111 rows: 111 groups were imported.", (await ChaptersAsync(groups)).Sentence("group", dryRun: false));
        Assert.Equal("406 rows: 405 events were imported, 1 repeats an earlier line and is passed over.", (await EventsAsync(events)).Sentence("event", dryRun: false));
        var before = await CountsAsync();
        Assert.Equal((111, 405, 111 + 405), before);

        Assert.Equal("111 rows: 0 groups were imported, 111 were imported before and stay as they are.", (await ChaptersAsync(groups)).Sentence("group", dryRun: false));
        Assert.Equal("406 rows: 0 events were imported, 405 were imported before and stay as they are, 1 repeats an earlier line and is passed over.", (await EventsAsync(events)).Sentence("event", dryRun: false));
        Assert.Equal(before, await CountsAsync());

        await using var db = database.Open();
        var oslo = await db.Chapters.AsNoTracking().Include(c => c.Organizers).SingleAsync(c => c.Name == "Oslo KUG");
        Assert.Equal(("Oslo", "NO", "Europe/Oslo", "europe", ChapterState.Active, 0), (oslo.CityName, oslo.CountryCode, oslo.TimeZone, oslo.Region, oslo.State, oslo.Organizers.Count));
        Assert.Equal(3, await db.Chapters.CountAsync(c => c.Region == "online" && c.CityId == null && c.TimeZone == "Etc/UTC"));
        Assert.True((await new AuditService(db).VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        var result = await ChaptersAsync(Groups + Oslo, dryRun: true);
        Assert.Equal("1 row: 1 group would be imported. Nothing was written.", result.Sentence("group", dryRun: true));
        await ChaptersAsync(Groups + Oslo);
        Assert.Equal(1, (await EventsAsync(Meetups + Evening, dryRun: true)).Added);
        Assert.Equal((1, 0, 1), await CountsAsync());
    }

    [Fact]
    public async Task An_event_has_the_time_that_was_asked_for_in_the_zone_of_its_city_and_counts_for_its_group()
    {
        await ChaptersAsync(Groups + Oslo);
        await EventsAsync(Meetups + Evening + "oslo maps,Three days,,2026-06-01,2026-06-03,Lima,PE,false,en,\n", new ImportedTimes(new TimeOnly(9, 15), 90));
        await using var db = database.Open();
        var events = await db.Events.AsNoTracking().OrderBy(e => e.StartsAt).ToListAsync();
        Assert.Equal((EventState.Published, "Europe/Oslo", new DateTime(2026, 2, 20, 8, 15, 0), 90, "Oslo"), (events[0].State, events[0].TimeZone, events[0].StartsAt, events[0].DurationMinutes, events[0].Venue));
        Assert.Equal("More about it: <https://oslo.example.org/1>", events[0].Body);
        Assert.Equal(("America/Lima", new DateTime(2026, 6, 1, 14, 15, 0), 90 + (2 * 1440), "three-days-2026-06-01"), (events[1].TimeZone, events[1].StartsAt, events[1].DurationMinutes, events[1].Slug));
        Assert.Equal(events[1].StartsAt, (await db.Chapters.SingleAsync()).LastEventAt);
    }

    [Theory]
    [InlineData("Oslo Maps,,,,95,10.75,false", "Line 3: A latitude is a number of degrees from -90 to 90.")]
    [InlineData("Oslo Maps,,,,NaN,10.75,false", "Line 3: A latitude is a number of degrees from -90 to 90.")]
    [InlineData("Oslo Maps,,,,\"59,91\",10.75,false", "Line 3: The latitude “59,91” is not a number of degrees such as 59.9139.")]
    [InlineData("Oslo Maps,,,,,10.75,false", "Line 3: The latitude is missing. A group that meets only online says “true” under “virtual”.")]
    [InlineData("Oslo Maps,,,,-50,-120,false", "are latitude and longitude exchanged?")]
    [InlineData("Oslo Maps,,,,59.91,10.75,perhaps", "Line 3: The column “virtual” says true or false, not “perhaps”.")]
    [InlineData("Oslo Maps,,,javascript:alert(1),59.91,10.75,false", "Line 3: A web address begins with https:// and has at most 300 characters.")]
    [InlineData(",,,,59.91,10.75,false", "Line 3: The name is missing.")]
    [InlineData("Oslo Maps,,,,59.91", "Line 3: The row has 5 fields, the header 7.")]
    public async Task One_bad_group_and_none_comes_over(string row, string reason)
    {
        var result = await ChaptersAsync(Groups + "Lima Maps,,,,-12.04,-77.03,false\n" + row + "\n");
        Assert.False(result.Ok);
        Assert.Contains(reason, Assert.Single(result.Problems).ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((0, 0, 0), await CountsAsync());
    }

    [Theory]
    [InlineData("Oslo Maps,Title,,20.02.2026,,,,,,", "Line 3: “20.02.2026” under “starts_on” is not a date such as 2026-03-20.")]
    [InlineData("Oslo Maps,Title,,2026-02-30,,,,,,", "Line 3: “2026-02-30” under “starts_on” is not a date such as 2026-03-20.")]
    [InlineData("Oslo Maps,Title,,2026-02-20,2026-02-19,,,,,", "Line 3: It ends on 2026-02-19, before it begins on 2026-02-20.")]
    [InlineData("Oslo Maps,Title,,2026-02-20,2026-04-01,,,,,", "Line 3: It lasts 15 minutes to 14 days.")]
    [InlineData("Oslo Maps,Title,,2099-02-20,,,,,,", "Line 3: Choose a date within the next five years.")]
    [InlineData("Bergen Maps,Title,,2026-02-20,,,,,,", "Line 3: There is no group called “Bergen Maps”. Import the groups first.")]
    [InlineData("Oslo Maps,,,2026-02-20,,,,,,", "Line 3: Give it a title.")]
    [InlineData("Oslo Maps,Title,,2026-02-20,,Oslo,NOR,,,", "Line 3: The country code “NOR” is not one of ISO 3166 with two letters.")]
    [InlineData("Oslo Maps,Title,,2026-02-20,,,,,,ftp://x.example", "Line 3: “ftp://x.example” under “url” is not an address that begins with https://.")]
    public async Task One_bad_event_and_none_comes_over(string row, string reason)
    {
        await ChaptersAsync(Groups + Oslo);
        var result = await EventsAsync(Meetups + Evening + row + "\n");
        Assert.Equal(reason, Assert.Single(result.Problems).ToString());
        Assert.Equal((1, 0, 1), await CountsAsync());
    }

    [Fact]
    public async Task A_start_that_the_clocks_skip_is_named()
    {
        await ChaptersAsync(Groups + Oslo);
        var result = await EventsAsync(Meetups + "Oslo Maps,Night,,2026-03-29,,Oslo,NO,,,\n", new ImportedTimes(new TimeOnly(2, 30), 60));
        Assert.StartsWith("Line 2: On that day the clocks in Oslo skip 02:30.", Assert.Single(result.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_columns_another_encoding_and_two_groups_of_one_name_are_named()
    {
        Assert.Contains("The column “latitud” is unknown.", (await ChaptersAsync("name,latitud,longitude\nOslo,1,1\n")).Problems[0].Reason, StringComparison.Ordinal);
        Assert.Equal("Line 2: There are bytes that are not UTF-8. Save the file as “CSV UTF-8”.", (await ChaptersAsync([.. Encoding.UTF8.GetBytes(Groups), (byte)'T', 0xF8, (byte)'\n'])).Problems[0].ToString());
        Assert.Equal("Line 1: The file is UTF-16. Save it as “CSV UTF-8”.", (await ChaptersAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Groups)).ToArray())).Problems[0].ToString());
        Assert.Equal("Line 3: Line 2 has a group of this name too. Two groups need two names.", (await ChaptersAsync(Groups + Oslo + "Oslo Maps,,,,60.39,5.32,false\n")).Problems[0].ToString());
        Assert.True((await ChaptersAsync([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Groups + Oslo)])).Ok);
    }

    [Fact]
    public async Task A_group_that_was_founded_here_is_not_taken_for_one_of_the_list()
    {
        await using (var db = database.Open())
        {
            db.Add(Chapter.Existing("Oslo Maps", "oslo", null, clock.Now()));
            await db.SaveChangesAsync();
        }

        Assert.StartsWith("Line 2: There is a group of this name already, /chapters/oslo", Assert.Single((await ChaptersAsync(Groups + Oslo)).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_imports_of_one_list_at_once_make_each_group_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ChaptersAsync(Groups + Oslo)));
        Assert.Equal(1, results.Sum(r => r.Added));
        Assert.Equal((1, 0, 1), await CountsAsync());
    }

    [Fact]
    public async Task Thousands_of_rows_take_the_same_number_of_questions_for_each_lot()
    {
        var list = new StringBuilder(Groups);
        for (var i = 0; i < 2000; i++)
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"Group {i},,,,,,true\n");
        using var count = new QueryCount(database.Name);
        Assert.Equal(2000, (await ChaptersAsync(list.ToString())).Added);
        Assert.InRange(count.Commands.Count(c => c.Contains("SELECT", StringComparison.OrdinalIgnoreCase) && !c.Contains("INSERT", StringComparison.Ordinal)), 1, 30);
    }

    private Task<ImportResult> ChaptersAsync(string text, bool dryRun = false) => ChaptersAsync(Encoding.UTF8.GetBytes(text), dryRun);

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_writes_nothing()
    {
        var groups = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests/data/real/chapters.csv"));
        Assert.Equal(111, (await ChaptersAsync(groups, dryRun: true)).Rows);
        Assert.Equal((0, 0, 0), await CountsAsync());
        await ChaptersAsync(groups);
        var events = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests/data/real/events.csv"));
        Assert.Equal(406, (await EventsAsync(events, dryRun: true)).Rows);
        Assert.Equal((111, 0, 111), await CountsAsync());
    }

    private async Task<ImportResult> ChaptersAsync(byte[] bytes, bool dryRun = false)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ChapterImport>().RunAsync(new MemoryStream(bytes), dryRun);
    }

    private Task<ImportResult> EventsAsync(string text, ImportedTimes? times = null, bool dryRun = false) => EventsAsync(Encoding.UTF8.GetBytes(text), times, dryRun);

    private async Task<ImportResult> EventsAsync(byte[] bytes, ImportedTimes? times = null, bool dryRun = false)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EventImport>().RunAsync(new MemoryStream(bytes), times ?? ImportedTimes.Usual, dryRun);
    }

    private async Task<(int Chapters, int Events, int History)> CountsAsync()
    {
        await using var db = database.Open();
        return (await db.Chapters.CountAsync(), await db.Events.CountAsync(), await db.History.CountAsync());
    }
}
