using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Accounts.Jobs;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

public sealed class AccountTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Name_language_and_zone_count_from_the_next_page()
    {
        var browser = await portal.SignedInAsync("Max");
        Assert.Equal("/account", (await browser.SubmitAsync("/account", "Save", ("Name", " Max Muster "), ("Language and dates", "de-DE"), ("Time zone", "Europe/Oslo"))).Location);
        var page = await browser.GetAsync("/account");
        Assert.Equal(("Ihr Konto", "de"), (page.Heading, page.Document.DocumentElement.GetAttribute("lang")));
        Assert.Equal("Max Muster", page.Value("Name"));
        var person = await portal.AskAsync(db => db.People.SingleAsync());
        Assert.Equal(("Max Muster", "de-DE", "Europe/Oslo"), (person.Name, person.Culture, person.TimeZone));
    }

    [Theory]
    [InlineData("", "en-GB", "Europe/Oslo", "#Name")]
    [InlineData("Max", "xx-XX", "Europe/Oslo", "#Culture")]
    [InlineData("Max", "en-GB", "Europe/Nowhere", "#TimeZone")]
    public async Task A_wrong_profile_is_refused_and_nothing_saved(string name, string culture, string zone, string field)
    {
        var browser = await portal.SignedInAsync("Max");
        var answer = await browser.PostAsync("/account", "/account", ("Name", name), ("Culture", culture), ("TimeZone", zone));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (answer.Status, answer.Document.QuerySelector(".error-summary a")?.GetAttribute("href")));
        var person = await portal.AskAsync(db => db.People.SingleAsync());
        Assert.Equal(("Max", null, null), (person.Name, person.Culture, person.TimeZone));
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/security")]
    [InlineData("/account/sessions")]
    [InlineData("/account/password")]
    [InlineData("/account/address")]
    [InlineData("/account/authenticator")]
    [InlineData("/account/recovery-codes")]
    [InlineData("/account/passkeys")]
    [InlineData("/account/export")]
    [InlineData("/account/delete")]
    [InlineData("/account/is-it-you")]
    public async Task A_visitor_is_sent_to_sign_in_and_a_member_sees_the_page(string path)
    {
        Assert.Equal("/account/sign-in?returnUrl=" + Uri.EscapeDataString(path), (await portal.Browser().GetAsync(path)).Location);
        var page = await (await portal.SignedInAsync("Max")).GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("no-store", page.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/address")]
    [InlineData("/account/authenticator")]
    [InlineData("/account/recovery-codes")]
    [InlineData("/account/passkeys")]
    [InlineData("/account/export")]
    [InlineData("/account/delete")]
    public async Task What_decides_who_gets_in_asks_first_whether_it_is_you(string path)
    {
        var browser = await portal.SignedInAsync("Max");
        portal.Clock.Move(TimeSpan.FromMinutes(10.1));
        Assert.Equal("/account/is-it-you?returnUrl=" + Uri.EscapeDataString(path), (await browser.GetAsync(path)).Location);
    }

    [Fact]
    public async Task The_session_list_shows_every_browser_and_ends_one_or_all()
    {
        var mine = await portal.SignedInAsync("Max");
        var phone = portal.Browser("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1");
        await phone.SubmitAsync("/account/sign-in", "Sign in", ("Email", "max@example.org"), ("Password", Cast.Password));
        var third = await portal.SignInAsync("Max");
        var list = await mine.GetAsync("/account/sessions");
        Assert.Equal(["Firefox on Linux this one", "Firefox on Linux", "Safari on iPhone"], list.Document.QuerySelectorAll("tbody th").Select(t => string.Join(' ', t.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
        var phoneId = await portal.AskAsync(db => db.Sessions.Where(s => s.Browser == "Safari on iPhone").Select(s => s.Id).SingleAsync());
        Assert.Equal("/account/sessions", (await mine.PostAsync($"/account/sessions/{phoneId}/end", "/account/sessions")).Location);
        Assert.Equal(HttpStatusCode.Found, (await phone.GetAsync("/account")).Status);

        Assert.Equal("/account/sign-in", (await mine.SubmitAsync("/account/sessions", "Sign out everywhere")).Location);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), ((await mine.GetAsync("/account")).Status, (await third.GetAsync("/account")).Status));
        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task Nobody_ends_somebody_elses_session()
    {
        var max = await portal.SignedInAsync("Max");
        var id = await portal.AskAsync(db => db.Sessions.Select(s => s.Id).SingleAsync());
        var ida = await portal.SignedInAsync("Ida");
        await ida.PostAsync($"/account/sessions/{id}/end", "/account/sessions");
        Assert.Equal(HttpStatusCode.OK, (await max.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_new_stamp_or_a_deleted_person_ends_sessions_at_the_next_request()
    {
        var max = await portal.SignedInAsync("Max");
        await using (var db = portal.Db())
        {
            (await db.People.SingleAsync()).SignOutEverywhere();
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Found, (await max.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task The_export_holds_everything_about_me_and_nothing_about_others()
    {
        await portal.AddAsync("Lena");
        var browser = await portal.SignedInAsync("Max");
        await SecondFactorTests.SetUpAsync(browser);
        var answer = await browser.SubmitAsync("/account/export", "Download my data");
        Assert.Equal("attachment; filename=my-data-2026-03-02.json; filename*=UTF-8''my-data-2026-03-02.json", answer.Response.Content.Headers.ContentDisposition!.ToString());
        var text = await answer.Response.Content.ReadAsStringAsync();
        var file = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("Max", "max@example.org", true, 10), (file.GetProperty("Name").GetString(), file.GetProperty("Email").GetString(), file.GetProperty("CodesFromAnApp").GetBoolean(), file.GetProperty("RecoveryCodesLeft").GetInt32()));
        Assert.Equal(["security.changed"], file.GetProperty("History").EnumerateArray().Select(h => h.GetProperty("What").GetString()));
        Assert.Equal(["SecurityChanged"], file.GetProperty("Letters").EnumerateArray().Select(h => h.GetProperty("Kind").GetString()));
        Assert.Equal(1, file.GetProperty("Sessions").GetArrayLength());
        Assert.DoesNotContain("lena", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((await portal.AskAsync(db => db.People.SingleAsync(p => p.Name == "Max"))).PasswordHash!, text, StringComparison.Ordinal);
        Assert.StartsWith("Your data was downloaded", (await portal.LettersAsync("max@example.org"))[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_account_leaves_history_without_a_name_and_a_free_address()
    {
        var browser = await portal.SignedInAsync("Max");
        await SecondFactorTests.SetUpAsync(browser);
        var answer = await browser.SubmitAsync("/account/delete", "Delete my account", ("Type “delete my account”", "Delete my account"));
        Assert.Equal("/", answer.Location);
        var person = await portal.AskAsync(db => db.People.SingleAsync());
        Assert.Equal(("Deleted account", null, null, null, ""), (person.Name, person.Email, person.NormalizedEmail, person.PasswordHash, person.SearchText));
        Assert.Equal((0, 0, 0), (await portal.AskAsync(db => db.Sessions.CountAsync()), await portal.AskAsync(db => db.Authenticators.CountAsync()), await portal.AskAsync(db => db.RecoveryCodes.CountAsync())));
        Assert.Equal(["security.changed", "account.deleted"], await portal.AskAsync(db => db.History.OrderBy(h => h.Id).Select(h => h.Action).ToListAsync()));
        Assert.True((await portal.AskAsync(db => new AuditService(db).VerifyAsync())).IsWhole);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account")).Status);
        await portal.AddAsync("Max");
    }

    [Fact]
    public async Task Without_the_words_nothing_is_deleted()
    {
        var browser = await portal.SignedInAsync("Max");
        var answer = await browser.SubmitAsync("/account/delete", "Delete my account", ("Type “delete my account”", "yes"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "yes"), (answer.Status, answer.Value("Type “delete my account”")));
        Assert.Null((await portal.AskAsync(db => db.People.SingleAsync())).DeletedAt);
    }

    [Fact]
    public async Task The_last_Administrator_cannot_delete_the_account_and_of_two_at_once_one_stays()
    {
        var (sam, ada) = (await portal.SignedInAsync("Sam", StaffRole.Administrator), await portal.SignedInAsync("Ada", StaffRole.Administrator));
        var (first, second) = (await sam.GetAsync("/account/delete"), await ada.GetAsync("/account/delete"));
        var answers = await Task.WhenAll(
            sam.SubmitAsync(first, "Delete my account", ("Type “delete my account”", "delete my account")),
            ada.SubmitAsync(second, "Delete my account", ("Type “delete my account”", "delete my account")));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Contains("last Administrator", answers.Single(a => a.Status != HttpStatusCode.Found).Errors.Single(), StringComparison.Ordinal);
        Assert.Equal(1, await portal.AskAsync(db => db.RoleGrants.CountAsync()));
    }

    [Fact]
    public async Task The_job_clears_away_what_no_longer_works_and_keeps_what_does()
    {
        await portal.SignedInAsync("Max");
        var browser = portal.Browser();
        await browser.SubmitAsync("/account/sign-up", "Make my account", ("Name", "Ida"), ("Email", "ida@example.org"), ("Password", Cast.Password));
        portal.Clock.Move(TimeSpan.FromHours(7));
        await portal.SignInAsync("Max");
        portal.Clock.Move(TimeSpan.FromHours(2));
        Assert.Equal("1 sessions, 0 links, 0 sign-ups, 0 address changes, 4 counts", await PruneAsync());
        portal.Clock.Move(TimeSpan.FromHours(42));
        // Two links: that of the sign-up and the set-up link of the start.
        Assert.Equal("1 sessions, 2 links, 1 sign-ups, 0 address changes, 0 counts", await PruneAsync());
    }

    [Fact]
    public async Task One_question_tells_who_somebody_is_however_many_roles_they_hold()
    {
        var id = await portal.AddAsync("Sam", StaffRole.Administrator, StaffRole.Finance, StaffRole.Fulfilment);
        await using var db = portal.Db();
        var token = Token.New();
        db.Sessions.Add(Session.Open(await db.People.SingleAsync(p => p.Id == id), token.Hash, SessionOpening.Passkey, new VisitOrigin("b", "n"), Portal.Start.UtcDateTime));
        await db.SaveChangesAsync();
        var lookup = portal.Services.GetRequiredService<SessionLookup>();
        var found = await lookup.FindAsync(token.Text);
        Assert.Equal([StaffRole.Administrator, StaffRole.Finance, StaffRole.Fulfilment], found!.Viewer.Roles.Select(r => r.Role));
        Assert.True(found.Viewer.Is(StaffRole.Finance));
        Assert.Null(await lookup.FindAsync("another"));
    }

    private async Task<string> PruneAsync()
    {
        await using var db = portal.Db();
        return await new PruneAccounts(db, portal.Clock).RunAsync(default);
    }
}
