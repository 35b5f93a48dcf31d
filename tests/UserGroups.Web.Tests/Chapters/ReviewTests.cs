using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Chapters;

public sealed class ReviewTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;
    private PortalClient aino = null!;
    private long id;
    private string Desk => $"/staff/chapters/{id}";

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        lena = await portal.SignedInAsync("Lena");
        aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        id = await lena.ApplyAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Changes_are_asked_for_with_a_reason_that_the_applicant_reads_and_answers()
    {
        Assert.Equal(HttpStatusCode.Found, (await DecideAsync("change-request", "Which room?")).Status);
        Assert.Contains("Which room?", (await lena.GetAsync($"/apply/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("The clock stands still", (await lena.GetAsync($"/apply/{id}")).Text, StringComparison.Ordinal);
        var again = await lena.PostAsync($"/apply/{id}/check", $"/apply/{id}/check", ("Conduct", "true"), ("ConductVersion", CodeOfConduct.Version));
        Assert.Equal(HttpStatusCode.Found, again.Status);
        Assert.Equal(["ApplicationWaits", "ApplicationWaits"], (await portal.LettersAsync("aino@example.org")).Select(l => l.Kind).Where(k => k == "ApplicationWaits"));
    }

    [Theory]
    [InlineData("change-request")]
    [InlineData("declination")]
    [InlineData("approval")]
    public async Task A_decision_without_its_reason_is_refused_and_nothing_is_decided(string way)
    {
        var page = await DecideAsync(way, "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal((ChapterState.Submitted, (long?)null), ((await portal.ChapterAsync(id)).State, (await portal.ChapterAsync(id)).DecidedById));
    }

    [Fact]
    public async Task Only_a_community_manager_of_the_region_decides_and_nobody_about_their_own()
    {
        var ida = await portal.SignedInAsync("Ida");
        Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync(Desk)).Status);
        var finn = await portal.StaffAsync("Finn", StaffRole.Finance);
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.GetAsync("/staff/chapters")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await finn.PostAsync($"{Desk}/approval", "/about")).Status);

        await GrantAsync("Finn", "asia");
        Assert.Equal(HttpStatusCode.NotFound, (await finn.PostAsync($"{Desk}/approval", "/about")).Status);
        Assert.DoesNotContain("Oslo", (await finn.GetAsync("/staff/chapters")).Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // The applicant becomes a community manager: sees it, may not decide.
        await GrantAsync("Lena", "europe");
        await SecondFactorTests.SetUpAsync(lena);
        Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync(Desk)).Status);
        Assert.Contains("Not yours to decide", (await lena.GetAsync(Desk)).Text, StringComparison.Ordinal);
        foreach (var way in new[] { "approval", "declination", "change-request", "criteria", "retirement" })
            Assert.Equal(HttpStatusCode.Forbidden, (await lena.PostAsync($"{Desk}/{way}", "/about", ("Version", "1"), ("Reason", "I think it is a very good group."))).Status);
        Assert.Equal(ChapterState.Submitted, (await portal.ChapterAsync(id)).State);
    }

    [Fact]
    public async Task Two_deciders_at_once_one_wins_and_the_other_reads_who_with_the_text_kept()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.CommunityManager);
        var version = $"{(await portal.ChapterAsync(id)).Version}";
        var answers = await Task.WhenAll(
            aino.PostAsync($"{Desk}/declination", Desk, ("Version", version), ("Reason", "There is one in Oslo already.")),
            sam.PostAsync($"{Desk}/change-request", Desk, ("Version", version), ("Reason", "Which room do you have?")));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        var lost = answers.Single(a => a.Status == HttpStatusCode.Conflict);
        Assert.Contains("Somebody changed this", lost.Errors.Single(), StringComparison.Ordinal);
        var winner = (await portal.ChapterAsync(id)).State == ChapterState.Declined ? "Aino" : "Sam";
        Assert.Contains($"decided by {winner}", lost.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_presses_on_decline_decide_once_and_write_one_letter()
    {
        var version = $"{(await portal.ChapterAsync(id)).Version}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => aino.PostAsync($"{Desk}/declination", Desk, ("Version", version), ("Reason", "There is one in Oslo already."))));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Equal(19, answers.Count(a => a.Status is HttpStatusCode.Conflict));
        Assert.Single(await portal.LettersAsync("lena@example.org"), l => l.Kind == "ApplicationDeclined");
    }

    [Fact]
    public async Task A_skipped_step_is_refused()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await DecideAsync("retirement", "Nobody answered for a year.")).Status);
        Assert.Equal(ChapterState.Submitted, (await portal.ChapterAsync(id)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await aino.GetAsync("/staff/chapters/999999")).Status);
    }

    [Fact]
    public async Task A_criterion_that_is_not_met_without_a_reason_comes_back_with_its_field()
    {
        var page = await aino.PostAsync($"{Desk}/criteria", Desk, ("Version", $"{(await portal.ChapterAsync(id)).Version}"), ("Met[FirstMeetup]", "no"), ("Why[FirstMeetup]", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("#Reason_FirstMeetup", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.NotNull(page.Document.GetElementById("Reason_FirstMeetup"));
        Assert.True(page.Document.GetElementById("Met_FirstMeetup_no")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Approve_saves_the_ticks_and_reasons_that_stand_beside_it()
    {
        await SaidYesAsync();
        var page = Ticked(await aino.GetAsync(Desk), "yes");
        Type(page, "RoomForIt", "Bergen is far.");
        var done = await aino.SubmitAsync(page, "Approve", ("Reason", "Welcome aboard."));
        Assert.Equal(HttpStatusCode.Found, done.Status);
        Assert.Equal(ChapterState.Active, (await portal.ChapterAsync(id)).State);
        var criteria = await CriteriaAsync();
        Assert.All(criteria, c => Assert.True(c.Met));
        Assert.Equal("Bergen is far.", criteria.Single(c => c.Key == CriterionKey.RoomForIt).Reason);
        // No override: every criterion is met.
        Assert.Equal("", (await portal.AskAsync(db => db.History.SingleAsync(h => h.Action == "chapter.approved"))).Details);
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "chapter.criteria")));
    }

    [Theory]
    [InlineData("Ask for changes", ChapterState.ChangesRequested)]
    [InlineData("Decline", ChapterState.Declined)]
    public async Task The_applicant_reads_the_ticks_that_came_with_the_decision(string button, ChapterState state)
    {
        var page = Ticked(await aino.GetAsync(Desk), "no", "FirstMeetup");
        Type(page, "FirstMeetup", "There is no room yet.");
        await aino.SubmitAsync(page, button, ("Reason", "Which room?"));
        Assert.Equal(state, (await portal.ChapterAsync(id)).State);
        var first = (await CriteriaAsync()).Single(c => c.Key == CriterionKey.FirstMeetup);
        Assert.Equal((false, "There is no room yet."), (first.Met, first.Reason));
        Assert.Contains("There is no room yet.", (await lena.GetAsync($"/apply/{id}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Approve", "")]
    [InlineData("Ask for changes", "")]
    [InlineData("Decline", "")]
    [InlineData("Decline", "Not in Oslo.")]
    public async Task A_refused_decision_keeps_all_ticks_and_words_and_saves_none(string button, string reason)
    {
        await SaidYesAsync();
        var page = Ticked(await aino.GetAsync(Desk), "yes", "RunByUsers", "Reachable");
        Type(page, "Reachable", "They answer within a day.");
        if (reason.Length > 0)
            Ticked(page, "no", "FirstMeetup", "RoomForIt");
        var refused = await aino.SubmitAsync(page, button, ("Reason", reason));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, reason, "They answer within a day."), (refused.Status, refused.Value("Reason"), refused.Document.GetElementById("Reason_Reachable")!.GetAttribute("value")));
        Assert.Equal(["Met_RunByUsers_yes", "Met_Reachable_yes"], refused.Document.QuerySelectorAll("input[id$=_yes][checked]").Select(i => i.Id));
        // Each no that lacks its reason is named at once.
        Assert.Equal(reason.Length > 0 ? 2 : 1, refused.Errors.Count);
        Assert.All(await CriteriaAsync(), c => Assert.Null(c.Met));
        Assert.Equal(ChapterState.Submitted, (await portal.ChapterAsync(id)).State);
    }

    [Fact]
    public async Task Saving_the_criteria_keeps_the_reason_that_was_begun_and_once()
    {
        var saved = await aino.SubmitAsync(Ticked(await aino.GetAsync(Desk), "yes", "RunByUsers"), "Save the criteria", ("Reason", "Welcome ab"));
        Assert.Equal("Welcome ab", (await aino.FollowAsync(saved)).Value("Reason"));
        Assert.True((await CriteriaAsync()).Single(c => c.Key == CriterionKey.RunByUsers).Met);
        Assert.Equal("", (await aino.GetAsync(Desk)).Value("Reason"));
    }

    [Fact]
    public async Task Who_looks_at_older_ticks_is_told_and_does_not_put_them_back()
    {
        var old = await aino.GetAsync(Desk);
        var sam = await portal.StaffAsync("Sam", StaffRole.CommunityManager);
        await sam.SubmitAsync(Ticked(await sam.GetAsync(Desk), "yes", "RunByUsers"), "Save the criteria");
        var late = await aino.SubmitAsync(old, "Decline", ("Reason", "Not in Oslo."));
        Assert.Equal((HttpStatusCode.Conflict, "Not in Oslo."), (late.Status, late.Value("Reason")));
        Assert.True((await CriteriaAsync()).Single(c => c.Key == CriterionKey.RunByUsers).Met);
        Assert.Equal(ChapterState.Submitted, (await portal.ChapterAsync(id)).State);
    }

    [Fact]
    public async Task Saving_the_same_ticks_twice_at_once_is_saving_them()
    {
        var page = Ticked(await aino.GetAsync(Desk), "yes", "RunByUsers");
        foreach (var answer in await aino.SubmitAtOnceAsync(page, 3, "Save the criteria"))
            Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "chapter.criteria")));
    }

    [Fact]
    public async Task The_clock_shows_what_is_late_and_the_oldest_promise_stands_first()
    {
        portal.Clock.Move(TimeSpan.FromDays(2));
        var ida = await portal.SignedInAsync("Ida");
        await ida.ApplyAsync("Bergen");
        portal.Clock.Move(TimeSpan.FromDays(6));
        var sam = await portal.StaffAsync("Sam", StaffRole.CommunityManager);
        var rows = (await sam.GetAsync("/staff/chapters")).Document.QuerySelectorAll("tbody tr").Select(r => (r.QuerySelector("a")!.TextContent, r.TextContent.Contains("Late", StringComparison.Ordinal)));
        Assert.Equal([("Oslo", true), ("Bergen", false)], rows);
    }

    private async Task<Page> DecideAsync(string way, string reason) => await aino.PostAsync($"{Desk}/{way}", Desk, ("Version", $"{(await portal.ChapterAsync(id)).Version}"), ("Reason", reason));

    private Task<List<Criterion>> CriteriaAsync() => portal.AskAsync(db => db.Set<Criterion>().AsNoTracking().Where(c => c.ChapterId == id).OrderBy(c => c.Id).ToListAsync());

    /// <summary>A person's hand on the page: chooses a value at some criteria, or at all.</summary>
    private static Page Ticked(Page page, string value, params string[] keys)
    {
        foreach (var key in keys.Length > 0 ? keys : [.. CriterionKeys.All.Select(k => k.ToString())])
        {
            foreach (var radio in page.Document.QuerySelectorAll<IHtmlInputElement>($"input[name='Met[{key}]']"))
                radio.IsChecked = radio.Value == value;
        }

        return page;
    }

    private static void Type(Page page, string key, string reason) => ((IHtmlInputElement)page.Document.GetElementById($"Reason_{key}")!).Value = reason;

    private async Task SaidYesAsync()
    {
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.Found, (await max.SubmitAsync(await portal.LinkAsync("max@example.org", "InvitedToOrganize"), "Yes, I am in")).Status);
    }

    private async Task GrantAsync(string name, string region)
    {
        await using var db = portal.Db();
        db.RoleGrants.Add(new RoleGrant(await db.People.SingleAsync(p => p.Name == name), StaffRole.CommunityManager, region, Portal.Start.UtcDateTime));
        await db.SaveChangesAsync();
    }
}
