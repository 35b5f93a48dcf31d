using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>Ending sessions of others: an Administrator's of anybody, anybody's of their own other browsers.</summary>
public sealed class EndingSessionsTests : IAsyncLifetime
{
    private const string EndAll = "/staff/sessions/end-all";
    private Portal portal = null!;
    private PortalClient sam = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenLoggingAsync();
        sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task An_Administrator_ends_all_sessions_of_a_person_and_they_work_no_more_at_the_next_click()
    {
        var (max, phone, ida) = (await portal.SignedInAsync("Max"), await portal.SignInAsync("Max"), await portal.SignedInAsync("Ida"));
        var page = await sam.GetAsync("/staff/people?search=max");
        Assert.Equal("in 2 browsers Sign out everywhere Max", Words(page.Document.QuerySelector("td[data-label='Signed in']")!.TextContent));
        Assert.Equal("/staff/people", (await sam.SubmitAsync(page, "Sign out everywhere Max")).Location);
        Assert.Equal("The person is signed out everywhere and gets a letter.", Words((await sam.GetAsync("/staff/people")).Document.QuerySelector(".flash")!.TextContent));

        Assert.StartsWith("/account/sign-in", (await max.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await phone.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await ida.GetAsync("/account")).Status, (await sam.GetAsync("/account")).Status));
        Assert.Equal(("sessions.ended", "{\"Sessions\":2}"), await EntryAsync("Max"));
        Assert.Equal([nameof(SignedOutByAdministrator)], (await portal.LettersAsync("max@example.org")).Select(l => l.Kind));
        Assert.Equal("nowhere", Words((await sam.GetAsync("/staff/people?search=max")).Document.QuerySelector("td[data-label='Signed in']")!.TextContent));
        await portal.SignInAsync("Max");
    }

    [Fact]
    public async Task A_sign_in_that_waits_for_its_code_ends_too()
    {
        var max = await portal.SignedInAsync("Max");
        var (secret, _) = await SecondFactorTests.SetUpAsync(max);
        var half = await portal.SignInAsync("Max");
        portal.Clock.Move(TimeSpan.FromMinutes(1));
        var page = await half.GetAsync("/account/second-factor");
        await EndOfAsync("Max");
        Assert.Equal("/account/sign-in", (await half.SubmitAsync(page, "Go on", ("Code", Totp.Code(secret, Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime))))).Location);
    }

    [Fact]
    public async Task Pressed_twenty_times_it_ends_them_once_with_one_letter_and_one_line_in_the_history()
    {
        await portal.SignedInAsync("Max");
        var answers = await sam.SubmitAtOnceAsync(await sam.GetAsync("/staff/people?search=max"), 20, "Sign out everywhere Max");
        Assert.All(answers, a => Assert.Equal("/staff/people", a.Location));
        Assert.Single(await portal.LettersAsync("max@example.org"));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "sessions.ended")));
    }

    [Fact]
    public async Task Who_is_no_Administrator_ends_nobodys_sessions_and_who_is_gone_has_none()
    {
        var max = await portal.SignedInAsync("Max");
        var (id, aino, ida) = (await IdOfAsync("Max"), await portal.StaffAsync("Aino", StaffRole.CommunityManager), await portal.SignedInAsync("Ida"));
        foreach (var path in new[] { $"/staff/people/{id}/sessions/end", EndAll })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await aino.PostAsync(path, "/account", ("Reason", "because"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync(path, "/account", ("Reason", "because"))).Status);
            Assert.Equal("/account/sign-in", (await portal.Browser().PostAsync(path, "/account/sign-in", ("Reason", "because"))).Location);
        }

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), ((await aino.GetAsync(EndAll)).Status, (await ida.GetAsync(EndAll)).Status));
        Assert.Equal(HttpStatusCode.OK, (await max.GetAsync("/account")).Status);

        await max.SubmitAsync("/account/delete", "Delete my account", ("Type “delete my account”", "delete my account"));
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync($"/staff/people/{id}/sessions/end", "/staff/people")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync("/staff/people/999999/sessions/end", "/staff/people")).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.History.CountAsync(h => h.Action.StartsWith("sessions."))));
    }

    [Fact]
    public async Task An_Administrator_ends_everybodys_sessions_the_own_too_and_says_why()
    {
        var (max, aino) = (await portal.SignedInAsync("Max"), await portal.StaffAsync("Aino", StaffRole.CommunityManager));
        var done = await sam.SubmitAsync(EndAll, "Sign everybody out", ("Why", "backup lost on 2 March"));
        Assert.Equal("/account/sign-in", done.Location);
        Assert.Contains("Everybody is signed out, you too.", (await sam.GetAsync("/account/sign-in")).Text, StringComparison.Ordinal);
        foreach (var browser in new[] { max, aino, sam })
            Assert.StartsWith("/account/sign-in", (await browser.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
        var entry = await portal.AskAsync(db => db.History.SingleAsync(h => h.Action == "sessions.ended-for-everybody"));
        Assert.Equal((await IdOfAsync("Sam"), "{\"Sessions\":3}", "backup lost on 2 March"), (entry.ActorId!.Value, entry.Details, entry.Reason));
        Assert.True((await portal.AskAsync(db => new AuditService(db).VerifyAsync())).IsWhole);
        Assert.Equal($"- {entry.ActorId} Everybody", portal.Security!.Take().Single(e => e.Name == "SessionsEnded").Of("Person", "By", "How"));
        await portal.SignInAsync("Max");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("backup\u202elost")]
    [InlineData("501")]
    public async Task Without_a_plain_reason_nobody_is_signed_out_and_it_stays_as_typed(string reason)
    {
        var max = await portal.SignedInAsync("Max");
        var typed = reason == "501" ? new string('x', 501) : reason;
        var answer = await sam.SubmitAsync(EndAll, "Sign everybody out", ("Why", typed));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Reason", typed), (answer.Status, answer.Document.QuerySelector(".error-summary a")?.GetAttribute("href"), answer.Value("Why")));
        Assert.Equal(HttpStatusCode.OK, (await max.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Everybody_pressed_twenty_times_is_one_line_in_the_history()
    {
        var answers = await sam.SubmitAtOnceAsync(await sam.GetAsync(EndAll), 20, "Sign everybody out", ("Why", "keys leaked"));
        Assert.All(answers, a => Assert.StartsWith("/account/sign-in", a.Location, StringComparison.Ordinal));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "sessions.ended-for-everybody")));
    }

    [Fact]
    public async Task An_Administrator_who_ends_the_own_sessions_signs_in_again()
    {
        await EndOfAsync("Sam");
        Assert.Equal("/account/sign-in?returnUrl=%2Fstaff%2Fpeople", (await sam.GetAsync("/staff/people")).Location);
    }

    [Fact]
    public async Task After_ten_minutes_an_Administrator_first_proves_who_asks()
    {
        var max = await portal.SignedInAsync("Max");
        var (people, all) = (await sam.GetAsync("/staff/people?search=max"), await sam.GetAsync(EndAll));
        portal.Clock.Move(TimeSpan.FromMinutes(10.1));
        Assert.Equal("/account/is-it-you?returnUrl=%2Fstaff%2Fpeople", (await sam.SubmitAsync(people, "Sign out everywhere Max")).Location);
        Assert.Equal("/account/is-it-you?returnUrl=%2Fstaff%2Fsessions%2Fend-all", (await sam.SubmitAsync(all, "Sign everybody out", ("Why", "keys leaked"))).Location);
        Assert.Equal(HttpStatusCode.OK, (await max.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Somebody_at_a_forgotten_browser_throws_nobody_out_of_the_others_without_a_proof()
    {
        var mine = await portal.SignedInAsync("Max");
        var list = await mine.GetAsync("/account/sessions");
        portal.Clock.Move(TimeSpan.FromMinutes(10.1));
        var phone = await portal.SignInAsync("Max");
        var phoneId = await portal.AskAsync(db => db.Sessions.MaxAsync(s => s.Id));
        var asked = await mine.PostAsync($"/account/sessions/{phoneId}/end", "/account/sessions");
        Assert.Equal("/account/is-it-you?returnUrl=%2Faccount%2Fsessions", asked.Location);
        Assert.Equal("/account/is-it-you?returnUrl=%2Faccount%2Fsessions", (await mine.SubmitAsync(list, "Sign out everywhere")).Location);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/account")).Status);

        Assert.Equal("/account/sessions", (await mine.SubmitAsync(asked.Location!, "Go on", ("Password", Cast.Password))).Location);
        Assert.Equal("/account/sessions", (await mine.PostAsync($"/account/sessions/{phoneId}/end", "/account/sessions")).Location);
        Assert.Equal(HttpStatusCode.Found, (await phone.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_the_own_browser_asks_for_nothing()
    {
        var mine = await portal.SignedInAsync("Max");
        portal.Clock.Move(TimeSpan.FromMinutes(10.1));
        var list = await mine.GetAsync("/account/sessions");
        var own = list.Document.QuerySelectorAll("main tbody form").Single();
        Assert.Equal("/account/sign-out", own.GetAttribute("action"));
        Assert.Equal("/", (await mine.SubmitAsync(list, own.QuerySelector("button")!.TextContent.Trim())).Location);
        Assert.Equal(HttpStatusCode.Found, (await mine.GetAsync("/account")).Status);
    }

    private static string Words(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private async Task EndOfAsync(string name) => Assert.Equal(HttpStatusCode.Found, (await sam.PostAsync($"/staff/people/{await IdOfAsync(name)}/sessions/end", "/account")).Status);

    private Task<long> IdOfAsync(string name) => portal.AskAsync(db => db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync());

    private async Task<(string Action, string Details)> EntryAsync(string subject)
    {
        var (id, by) = (await IdOfAsync(subject), await IdOfAsync("Sam"));
        var entry = await portal.AskAsync(db => db.History.SingleAsync(h => h.SubjectType == nameof(Person) && h.SubjectId == id && h.ActorId == by));
        return (entry.Action, entry.Details);
    }
}
