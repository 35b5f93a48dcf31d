using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Accounts.Jobs;
using UserGroups.Accounts.Letters;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Tests.Mail;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>Ways around the second factor, around an end, and what stays behind a person who is gone.</summary>
public sealed class FactorGuardTests : IAsyncLifetime
{
    private readonly SoftAuthenticator device = new();
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync()
    {
        device.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task A_stolen_password_of_staff_who_has_a_passkey_sets_up_no_other_factor_and_removes_none()
    {
        var sam = await portal.SignedInAsync("Sam", StaffRole.Administrator);
        await PasskeyTests.AddAsync(sam, device, "my key");
        var path = (await sam.GetAsync("/account/passkeys")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;

        var thief = await portal.SignInAsync("Sam");
        Assert.Equal("/account/staff-factor?returnUrl=%2Faccount%2Fauthenticator", (await thief.GetAsync("/account/authenticator")).Location);
        Assert.Equal("/account/staff-factor?returnUrl=%2Faccount%2Fpasskeys", (await thief.GetAsync("/account/passkeys")).Location);
        Assert.Equal(HttpStatusCode.Found, (await thief.PostAsync(path.Replace("/name", "/remove", StringComparison.Ordinal), "/account")).Status);
        Assert.Equal(HttpStatusCode.Found, (await thief.PostAsync("/account/authenticator", "/account", ("Code", "123456"), ("Sealed", "x"))).Status);
        Assert.Equal((1, 0), (await portal.AskAsync(db => db.UserPasskeys.CountAsync()), await portal.AskAsync(db => db.Authenticators.CountAsync())));
        var asked = await thief.GetAsync("/account/staff-factor");
        Assert.DoesNotContain(asked.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") is "/account/authenticator" or "/account/passkeys");

        // Who shows the passkey goes on.
        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/account/authenticator")).Status);
    }

    [Fact]
    public async Task A_passkey_renamed_twenty_times_at_once_has_the_name_and_removed_twenty_times_is_removed_once()
    {
        var max = await portal.SignedInAsync("Max");
        await PasskeyTests.AddAsync(max, device, "my phone");
        var path = (await max.GetAsync("/account/passkeys")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        var renamed = await max.SubmitAtOnceAsync(await max.GetAsync(path), 20, "Save", ("Name of the passkey", "old phone"));
        Assert.All(renamed, a => Assert.Equal("/account/passkeys", a.Location));
        Assert.Equal(1, await ChangesAsync("PasskeyRenamed"));
        var list = await max.GetAsync("/account/passkeys");
        var removed = await max.SubmitAtOnceAsync(list, 20, ButtonOf(list, "/remove"));
        Assert.Single(removed, a => a.Location == "/account/passkeys");
        Assert.Equal(1, await ChangesAsync("PasskeyRemoved"));
    }

    [Fact]
    public async Task Ending_one_session_twice_ends_it_once_and_a_foreign_or_unknown_one_does_not_exist()
    {
        var max = await portal.SignedInAsync("Max");
        await portal.SignInAsync("Max");
        var other = await portal.AskAsync(db => db.Sessions.OrderByDescending(s => s.Id).Select(s => s.Id).FirstAsync());
        var ida = await portal.SignedInAsync("Ida");
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync($"/account/sessions/{other}/end", "/account/sessions")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync("/account/sessions/999999/end", "/account/sessions")).Status);
        var token = (await max.GetAsync("/account/sessions")).Document.QuerySelector("main input[name=__form]")!.GetAttribute("value")!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => max.Http.PostAsync(new Uri($"/account/sessions/{other}/end", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("__form", token)]))));
        Assert.All(answers, a => Assert.Equal("/account/sessions", a.Headers.Location?.OriginalString));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "session.ended")));
        Assert.Equal(2, await portal.AskAsync(db => db.Sessions.CountAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync($"/account/sessions/{other}/end", "/account/sessions")).Status);
    }

    [Fact]
    public async Task Taking_a_role_and_withdrawing_an_invitation_happen_once_and_unknown_ones_do_not_exist()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var finn = await portal.AddAsync("Finn", StaffRole.Finance);
        var grant = await portal.AskAsync(db => db.RoleGrants.Where(g => g.PersonId == finn).Select(g => g.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync($"/staff/people/{finn + 1}/roles/{grant}/revoke", "/staff/people")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync($"/staff/people/{finn}/roles/999999/revoke", "/staff/people")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync("/staff/people/invitations/999999/withdraw", "/staff/people")).Status);
        await sam.SubmitAsync("/staff/people", "Give the role", ("Email", "pia@example.org"), ("Role", "Fulfilment"));
        var invitation = await portal.AskAsync(db => db.Invitations.Select(i => i.Id).SingleAsync());
        foreach (var (path, action) in new[] { ($"/staff/people/{finn}/roles/{grant}/revoke", "role.revoked"), ($"/staff/people/invitations/{invitation}/withdraw", "invitation.withdrawn") })
        {
            var token = (await sam.GetAsync("/staff/people")).Document.QuerySelector("main input[name=__form]")!.GetAttribute("value")!;
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sam.Http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("__form", token)]))));
            Assert.All(answers, a => Assert.Equal("/staff/people", a.Headers.Location?.OriginalString));
            Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == action)));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await (await portal.StaffAsync("Aino", StaffRole.CommunityManager)).PostAsync($"/staff/people/{finn}/roles/{grant}/revoke", "/account")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await portal.SignedInAsync("Max")).PostAsync($"/staff/people/invitations/{invitation}/withdraw", "/account")).Status);
    }

    [Fact]
    public async Task Twenty_presses_on_the_profile_are_one_change()
    {
        var max = await portal.SignedInAsync("Max");
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account"), 20, "Save", ("Name", "Max Muster"));
        Assert.All(answers, a => Assert.Equal("/account", a.Location));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "account.renamed")));
    }

    [Fact]
    public async Task Cancelling_a_move_twenty_times_cancels_it_once()
    {
        var max = await portal.SignedInAsync("Max");
        await max.SubmitAsync("/account/address", "Ask both addresses", ("New email", "new@example.org"));
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account/address"), 20, "Do not move");
        Assert.All(answers, a => Assert.Equal("/account/address", a.Location));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "address.cancelled")));
        Assert.Equal("/account/sign-in", (await portal.Browser().PostAsync("/account/address/cancel", "/account/sign-in")).Location);
    }

    [Fact]
    public async Task An_invitation_that_ran_out_gives_its_role_to_nobody()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await sam.SubmitAsync("/staff/people", "Give the role", ("Email", "pia@example.org"), ("Role", "Fulfilment"));
        portal.Clock.Move(TimeSpan.FromDays(7.1));
        var pia = portal.Browser();
        await pia.SubmitAsync("/account/sign-up", "Make my account", ("Name", "Pia"), ("Email", "pia@example.org"), ("Password", Cast.Password));
        await pia.SubmitAsync(await portal.LinkAsync("pia@example.org", nameof(ConfirmAddress)), "Confirm and sign in", ("Password", Cast.Password));
        Assert.Equal(0, await portal.AskAsync(db => db.RoleGrants.CountAsync(g => g.Person.Name == "Pia")));
        await PruneAsync();
        Assert.Equal(0, await portal.AskAsync(db => db.Invitations.CountAsync(i => i.EndedAt == null)));
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_address_in_old_letters_and_invitations()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await sam.SubmitAsync("/staff/people", "Give the role", ("Email", "Max@Example.org"), ("Role", "Fulfilment"));
        var max = portal.Browser();
        await max.SubmitAsync(await portal.LinkAsync("Max@Example.org", nameof(StaffInvitation)), "Make my account", ("Name", "Max"), ("Password", Cast.Password));
        await using (var db = portal.Db())
        {
            db.Outbox.Add(new OutboxMessage(new Note("max@example.org") { Queue = MailLane.Bulk }, MessageId.New("vendor.example"), Portal.Start.UtcDateTime));
            db.Outbox.Add(new OutboxMessage(new Note("lena@example.org"), MessageId.New("vendor.example"), Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        await SentAsync(m => m.Kind != nameof(Note));
        await max.SubmitAsync("/account/delete", "Delete my account", ("Type “delete my account”", "delete my account"));
        // What was sent and what only advertises is gone at once; the last letter still has to leave.
        Assert.Equal([nameof(AccountDeleted)], await portal.AskAsync(db => db.Outbox.Where(m => m.ToKey == "max@example.org").Select(m => m.Kind).ToListAsync()));
        Assert.Equal(0, await portal.AskAsync(db => db.Invitations.CountAsync(i => i.NormalizedEmail == "MAX@EXAMPLE.ORG" || i.Email != "")));
        await SentAsync(m => m.Kind == nameof(AccountDeleted));
        portal.Clock.Move(TimeSpan.FromHours(25));
        await PruneAsync();
        Assert.Equal(["lena@example.org"], await portal.AskAsync(db => db.Outbox.Where(m => m.ToKey.EndsWith("@example.org") && m.ToKey != "sam@example.org").Select(m => m.ToKey).ToListAsync()));
    }

    private async Task SentAsync(System.Linq.Expressions.Expression<Func<OutboxMessage, bool>> which)
    {
        var now = portal.Clock.GetUtcNow().UtcDateTime;
        await portal.AskAsync(db => db.InTransactionAsync(token => db.Outbox.Where(which).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent).SetProperty(m => m.EndedAt, now), token)));
    }

    private static string ButtonOf(Page page, string action) =>
        page.Document.QuerySelectorAll("main form").Single(f => f.GetAttribute("action")?.EndsWith(action, StringComparison.Ordinal) == true).QuerySelector("button")!.TextContent.Trim();

    private Task<int> ChangesAsync(string change) => portal.AskAsync(db => db.History.CountAsync(h => h.Details.Contains(change)));

    private async Task PruneAsync()
    {
        await using var db = portal.Db();
        await new PruneAccounts(db, portal.Clock).RunAsync(default);
    }
}
