using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Tests.Mail;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Staff;

/// <summary>The lists of the staff: what they show, and that they ask as much for three rows as for one.</summary>
public sealed class HistoryPageTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient sam = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_history_is_newest_first_names_who_is_there_and_gives_a_number_for_who_is_gone()
    {
        var max = await portal.AddAsync("Max");
        await WriteAsync(max, "first");
        await WriteAsync(999, "second");
        await WriteAsync(null, "third");
        var rows = (await sam.GetAsync("/staff/history?Subject=SettingValue")).Document.QuerySelectorAll("tbody tr").Select(r => (r.QuerySelector("[data-label=Who]")!.TextContent, r.QuerySelector("[data-label=Details]")!.TextContent.Trim()));
        Assert.Equal([("the portal itself", "“third”"), ("person 999", "“second”"), ("Max", "“first”")], rows);
    }

    [Fact]
    public async Task What_somebody_wrote_is_shown_and_never_run()
    {
        await WriteAsync(null, "<script>alert(1)</script>");
        var page = await sam.GetAsync("/staff/history?Subject=SettingValue");
        Assert.Equal("“<script>alert(1)</script>”", page.Document.QuerySelector("[data-label=Details] p")!.TextContent);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Before=abc")]
    [InlineData("Before=-1")]
    [InlineData("Before=99999999999999999999999")]
    [InlineData("Number=%00&Person=%EF%BF%BE")]
    [InlineData("Subject=%00%EF%BF%BE%E2%80%AE")]
    [InlineData("Subject='%20OR%201=1--")]
    public async Task A_tampered_address_still_gets_a_page(string query)
    {
        await WriteAsync(null, "r");
        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/staff/history?" + query)).Status);
    }

    [Fact]
    public async Task Older_entries_are_one_link_away_and_none_is_left_out()
    {
        for (var i = 0; i < 60; i++)
            await WriteAsync(null, $"r{i}");
        var page = await sam.GetAsync("/staff/history?Subject=SettingValue");
        var older = await sam.GetAsync(page.Document.QuerySelector(".pager a")!.GetAttribute("href")!);
        Assert.Equal((50, 10), (page.Document.QuerySelectorAll("tbody tr").Length, older.Document.QuerySelectorAll("tbody tr").Length));
        Assert.Null(older.Document.QuerySelector(".pager a"));
    }

    [Fact]
    public async Task The_history_asks_as_much_for_three_rows_as_for_one()
    {
        const string path = "/staff/history?Subject=SettingValue";
        await WriteAsync(await portal.AddAsync("Max"), "r");
        var one = await portal.QueriesAsync(() => sam.GetAsync(path));
        await WriteAsync(await portal.AddAsync("Ida"), "r");
        await WriteAsync(await portal.AddAsync("Lena"), "r");
        Assert.Equal(3, (await sam.GetAsync(path)).Document.QuerySelectorAll("tbody tr").Length);
        // The session, the chapters the person organizes, and the list.
        Assert.Equal((3, 3), (one, await portal.QueriesAsync(() => sam.GetAsync(path))));
    }

    [Fact]
    public async Task The_outbox_asks_as_much_for_three_rows_as_for_one()
    {
        await PostAsync("max@member.example");
        var one = await portal.QueriesAsync(() => sam.GetAsync("/staff/outbox?Kind=Note"));
        await PostAsync("ida@member.example");
        await PostAsync("lena@member.example");
        Assert.Equal(3, (await sam.GetAsync("/staff/outbox?Kind=Note")).Document.QuerySelectorAll("tbody tr").Length);
        // The session, the chapters the person organizes, the list, how mail stands, and four counts.
        Assert.Equal((8, 8), (one, await portal.QueriesAsync(() => sam.GetAsync("/staff/outbox?Kind=Note"))));
    }

    [Fact]
    public async Task The_staff_list_asks_as_much_for_three_people_as_for_one()
    {
        var one = await portal.QueriesAsync(() => sam.GetAsync("/staff/people"));
        await portal.AddAsync("Finn", StaffRole.Finance);
        await portal.AddAsync("Pia", StaffRole.Fulfilment, StaffRole.Finance);
        Assert.Equal(3, (await sam.GetAsync("/staff/people")).Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal((4, 4), (one, await portal.QueriesAsync(() => sam.GetAsync("/staff/people"))));
    }

    [Theory]
    [InlineData("after=garbage")]
    [InlineData("before=%00")]
    [InlineData("State=Nonsense&Lane=7")]
    [InlineData("Address=%EF%BF%BE%E2%80%AE%25_")]
    public async Task A_tampered_outbox_address_never_breaks_the_page(string query)
    {
        await PostAsync("max@member.example");
        Assert.InRange((int)(await sam.GetAsync("/staff/outbox?" + query)).Status, 200, 404);
    }

    [Fact]
    public async Task The_jobs_page_shows_every_job_how_it_went_and_why_it_failed()
    {
        var before = await sam.GetAsync("/staff/jobs");
        Assert.Contains("renew-keys", before.Text, StringComparison.Ordinal);
        Assert.All(before.Document.QuerySelectorAll("[data-label=State]"), s => Assert.Equal("Not yet run", s.TextContent.Trim()));
        var runner = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<JobRunner>(portal.Services);
        var rounds = await runner.RunDueAsync(evenIfNotDue: true, default);
        var after = await sam.GetAsync("/staff/jobs");
        Assert.Equal(rounds.Count, after.Document.QuerySelectorAll("[data-label=State]").Count(s => s.TextContent.Trim() == "Well"));
        await portal.AskAsync(db => db.InTransactionAsync(token => db.Jobs.Where(j => j.Name == "renew-keys").ExecuteUpdateAsync(set => set.SetProperty(j => j.LastFailed, true).SetProperty(j => j.LastResult, "<b>no disk</b>"), token)));
        var row = (await sam.GetAsync("/staff/jobs")).Document.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "renew-keys");
        Assert.Equal(("Failed", "<b>no disk</b>"), (row.QuerySelector("[data-label=State]")!.TextContent.Trim(), row.QuerySelector("[data-label=Result]")!.TextContent));
    }

    private async Task WriteAsync(long? actor, string reason)
    {
        await using var db = portal.Db();
        var setting = new SettingValue(Guid.NewGuid().ToString("N"), "1");
        db.Add(setting);
        db.History.Add(new HistoryEntry(Portal.Start.UtcDateTime, actor, "setting.changed", setting, reason: reason));
        await db.SaveChangesAsync();
    }

    private async Task PostAsync(string address)
    {
        await using var db = portal.Db();
        db.Outbox.Add(new OutboxMessage(new Note(address), MessageId.New("vendor.example"), Portal.Start.UtcDateTime));
        await db.SaveChangesAsync();
    }
}
