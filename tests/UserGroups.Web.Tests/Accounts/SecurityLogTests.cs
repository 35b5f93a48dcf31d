using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Serilog.Events;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>What the log is told about who gets in and who is refused (docs/operations.md).</summary>
public sealed partial class SecurityLogTests : IAsyncLifetime
{
    private readonly SoftAuthenticator device = new();
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenLoggingAsync();

    public async Task DisposeAsync()
    {
        device.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Each_way_in_is_told_with_the_person_and_what_was_shown()
    {
        var browser = await portal.SignedInAsync("Max");
        var max = await IdOfAsync("Max");
        var (secret, codes) = await SecondFactorTests.SetUpAsync(browser);
        await PasskeyTests.AddAsync(browser, device, "my phone");
        portal.Clock.Move(TimeSpan.FromMinutes(1));
        await (await portal.SignInAsync("Max")).SubmitAsync("/account/second-factor", "Go on", ("Code", CodeOf(secret)));
        await (await portal.SignInAsync("Max")).SubmitAsync("/account/recovery-code", "Go on", ("Recovery code", codes[0]));
        await PasskeyTests.ShowAsync(portal.Browser(), device);

        var told = Take();
        Assert.All(told, e => Assert.Equal((1101, "Authenticated", LogEventLevel.Information), (e.Id, e.Name, e.Level)));
        Assert.Equal(
            [
                $"{max} Password SignIn unknown", $"{max} Password FirstStep unknown", $"{max} PasswordAndCode SignIn unknown", $"{max} Password FirstStep unknown", $"{max} PasswordAndRecoveryCode SignIn unknown",
                $"{max} Passkey SignIn unknown",
            ],
            told.Select(e => e.Of("Person", "Way", "Step", "Network")));
        Assert.All(told, e => Assert.NotEqual("-", e.Of("RequestId")));
    }

    [Fact]
    public async Task A_wrong_or_unknown_one_is_told_without_address_and_password()
    {
        var max = await portal.AddAsync("Max");
        for (var i = 0; i < 6; i++)
            await TryAsync("max@example.org", "wrong horse battery");
        await TryAsync("nobody@example.org", "wrong horse battery");
        await TryAsync(" NOBODY@example.org", "wrong horse battery");
        await TryAsync("somebody@example.org", "wrong horse battery");

        var told = Take().Where(e => e.Id == 1102).ToList();
        Assert.All(told, e => Assert.Equal(("AuthenticationFailed", LogEventLevel.Warning), (e.Name, e.Level)));
        Assert.Equal([.. Enumerable.Repeat($"{max} - Password Wrong", 5), $"{max} - Password Resting"], told.Take(6).Select(e => e.Of("Person", "AddressMark", "Way", "Why")));
        Assert.Equal(["- Password Unknown", "- Password Unknown", "- Password Unknown"], told.Skip(6).Select(e => e.Of("Person", "Way", "Why")));
        var marks = told.Skip(6).Select(e => e.Of("AddressMark")).ToList();
        Assert.All(marks, m => Assert.Matches("^[0-9a-f]{16}$", m));
        Assert.Equal((marks[0], false), (marks[1], marks[0] == marks[2]));
        var written = portal.Security!.Console();
        Assert.DoesNotContain("@", written, StringComparison.Ordinal);
        Assert.DoesNotContain("body", written, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("horse", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_recovery_code_or_passkey_is_told_and_so_is_the_limit_for_an_address()
    {
        var (secret, _) = await SecondFactorTests.SetUpAsync(await portal.SignedInAsync("Max"));
        var max = await IdOfAsync("Max");
        var half = await portal.SignInAsync("Max");
        Take();
        await half.SubmitAsync("/account/second-factor", "Go on", ("Code", CodeOf(secret) == "000000" ? "000001" : "000000"));
        await half.SubmitAsync("/account/recovery-code", "Go on", ("Recovery code", "AAAAA-AAAAA"));
        await portal.Browser().PostAsync("/account/sign-in/passkey", "/account/sign-in", ("Credential", "{}"));
        for (var i = 0; i < 21; i++)
            await TryAsync("nobody@example.org", "wrong horse battery");

        var told = Take();
        Assert.Equal([$"{max} Code Wrong", $"{max} RecoveryCode Wrong", "- Passkey Wrong"], told.Where(e => e.Id == 1102).Take(3).Select(e => e.Of("Person", "Way", "Why")));
        Assert.Equal("Password TooOften", told.Last(e => e.Id == 1102).Of("Way", "Why"));
        Assert.Equal("LimitReached 429 account/sign-in", told[^1].Name + " " + told[^1].Of("Status", "Route"));
    }

    [Fact]
    public async Task Is_it_you_is_told_right_or_wrong_and_so_is_each_end_of_a_session()
    {
        var browser = await portal.SignedInAsync("Max");
        var max = await IdOfAsync("Max");
        Take();
        await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", "wrong horse battery"));
        await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", Cast.Password));
        Assert.Equal([$"1102 {max} Password", $"1101 {max} Password"], Take().Where(e => e.Id < 1200).Select(e => $"{e.Id} {e.Of("Person", "Way")}"));

        await portal.SignInAsync("Max");
        var other = await portal.AskAsync(db => db.Sessions.MaxAsync(s => s.Id));
        await browser.PostAsync($"/account/sessions/{other}/end", "/account/sessions");
        await (await portal.SignInAsync("Max")).SubmitAsync("/account", "Sign out");
        await browser.SubmitAsync("/account/sessions", "Sign out everywhere");
        Assert.Equal([$"{max} {max} List", $"{max} {max} SignOut", $"{max} {max} Everywhere"], Take().Where(e => e.Id == 1103).Select(e => e.Of("Person", "By", "How")));
    }

    [Fact]
    public async Task Refused_access_is_told_with_the_person_the_page_and_why()
    {
        await portal.AddOsloAsync();
        var (ida, finn) = (await portal.SignedInAsync("Ida"), await portal.StaffAsync("Finn", StaffRole.Finance));
        var sam = await portal.SignedInAsync("Sam", StaffRole.Administrator);
        var (idaId, finnId, samId) = (await IdOfAsync("Ida"), await IdOfAsync("Finn"), await IdOfAsync("Sam"));
        Take();
        await finn.GetAsync("/staff/people");
        await ida.GetAsync("/lead/oslo/events");
        await ida.GetAsync("/staff/people");
        await ida.GetAsync("/no/such/address");
        await sam.GetAsync("/staff/people");
        await portal.Browser().GetAsync("/my");

        var told = Take();
        Assert.All(told, e => Assert.Equal((1201, "AccessRefused"), (e.Id, e.Name)));
        Assert.Equal(
            [
                $"403 MayNot GET staff/people /staff/people {finnId}", $"404 NotThere GET lead/{{chapter}}/events /lead/oslo/events {idaId}", $"404 NotThere GET staff/people /staff/people {idaId}",
                $"302 SecondFactor GET staff/people /staff/people {samId}", "302 SignIn GET my /my -",
            ],
            told.Select(e => e.Of("Status", "Why", "Method", "Route", "Path", "Person")));
        Assert.Equal([LogEventLevel.Warning, .. Enumerable.Repeat(LogEventLevel.Information, 4)], told.Select(e => e.Level));
    }

    [Fact]
    public async Task Forged_forms_refused_fields_and_a_missing_proof_are_told()
    {
        var max = await portal.SignedInAsync("Max");
        var id = await IdOfAsync("Max");
        Take();
        await max.Http.PostAsync(new Uri("/account", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("Name", "x")]));
        using (var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/account/sign-out"))
        {
            elsewhere.Headers.Add("Sec-Fetch-Site", "cross-site");
            await max.Http.SendAsync(elsewhere);
        }

        await max.PostAsync("/account", "/account", ("Name", ""));
        portal.Clock.Move(TimeSpan.FromMinutes(11));
        await max.GetAsync("/account/delete");

        var told = Take();
        Assert.Equal(
            [$"1204 RequestRefused 400 account {id}", $"1204 RequestRefused 400 account/sign-out {id}", $"1202 FormRefused 422 account {id}", $"1201 AccessRefused 302 account/delete {id}"],
            told.Select(e => $"{e.Id} {e.Name} {e.Of("Status", "Route", "Person")}"));
        Assert.Equal(["FormToken", "OtherSite", "IsItYou"], told.Where(e => e.Id != 1202).Select(e => e.Of("Why")));
        Assert.Equal("Name", told[2].Of("Fields"));
        Assert.Equal([LogEventLevel.Warning, LogEventLevel.Warning, LogEventLevel.Information, LogEventLevel.Information], told.Select(e => e.Level));
    }

    [Fact]
    public async Task The_hundred_and_twenty_first_form_from_one_network_is_told()
    {
        var browser = portal.Browser();
        var token = (await browser.GetAsync("/account/sign-in")).Document.QuerySelector("input[name=__form]")!.GetAttribute("value")!;
        for (var i = 0; i < 121; i++)
            await browser.Http.PostAsync(new Uri("/account/sign-in", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("__form", token)]));
        var told = Take();
        Assert.Equal(120, told.Count(e => e.Name == "FormRefused"));
        Assert.Equal("429 TooOften POST account/sign-in unknown", Assert.Single(told, e => e.Name == "LimitReached").Of("Status", "Why", "Method", "Route", "Network"));
    }

    [Fact]
    public async Task What_is_served_is_told_nothing_about()
    {
        await portal.AddOsloAsync();
        var browser = await portal.SignedInAsync("Max");
        Take();
        foreach (var path in new[] { "/", "/chapters/oslo", "/account", "/my", "/robots.txt", "/account/sign-in" })
            await browser.GetAsync(path);
        Assert.Empty(Take());
    }

    [Fact]
    public async Task Nobody_writes_a_line_of_their_own()
    {
        await portal.AddOsloAsync();
        var browser = await portal.SignedInAsync("Max");
        const string forged = "2026-03-02T12:00:00+00:00 INF Security: authenticated, person 1";
        await TryAsync($"x@example.org\n{forged}", "y\n" + forged);
        await browser.GetAsync("/chapters/" + Uri.EscapeDataString("a\r\n" + forged + "\u2028\u202e"));
        await browser.PostAsync("/account", "/account", ("Name", "\n" + forged), ("x\n" + forged, "y"));
        await browser.GetAsync("/account/reset/" + new string('a', 32));
        await browser.GetAsync("/rsvp/" + new string('s', 32));

        var written = portal.Security!.Console().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(portal.Security.All.Count, written.Length);
        Assert.All(written, line => Assert.Matches(Line(), line.TrimEnd('\r')));
        Assert.DoesNotContain(written, line => line.Contains("sss", StringComparison.Ordinal) || line.Contains('\u202e', StringComparison.Ordinal));
        Assert.Equal("404 /rsvp/…", portal.Security.All[^1].Of("Status", "Path"));
    }

    [Fact]
    public void Names_of_fields_keep_no_foreign_letter_and_are_few()
    {
        Assert.Equal("Lines[0].Amount (form) a?b?c", Refusals.FieldsOf(["Lines[0].Amount", "", "a\nb\u202ec"]));
        Assert.Equal(10, Refusals.FieldsOf(Enumerable.Repeat("x", 1000)).Split(' ').Length);
        Assert.Equal(60, Refusals.FieldsOf([new string('x', 100_000)]).Length);
    }

    private static string CodeOf(string secret, DateTimeOffset now) => Totp.Code(secret, Totp.StepAt(now.UtcDateTime));

    private string CodeOf(string secret) => CodeOf(secret, portal.Clock.GetUtcNow());

    private List<SecurityEvent> Take() => portal.Security!.Take();

    private Task<long> IdOfAsync(string name) => portal.AskAsync(db => db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync());

    private async Task TryAsync(string email, string password)
    {
        var browser = portal.Browser();
        var answer = await browser.PostAsync("/account/sign-in", "/account/sign-in", ("Email", email), ("Password", password));
        Assert.True(answer.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests, $"{answer.Status}");
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d (?:INF|WRN) Security: (?!authenticated, person 1$)[ -~…]+$", RegexOptions.None, 1000)]
    private static partial Regex Line();
}
