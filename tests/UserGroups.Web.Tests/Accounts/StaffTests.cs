using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

public sealed class StaffTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_role_given_works_at_the_next_click_and_one_taken_stops()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var finn = await portal.StaffAsync("Finn", StaffRole.Finance);
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.GetAsync("/staff/people")).Status);
        Assert.Equal("/staff/people", (await GiveAsync(sam, "finn@example.org", "Administrator")).Location);
        Assert.Equal(HttpStatusCode.OK, (await finn.GetAsync("/staff/people")).Status);
        Assert.Equal([nameof(SecurityChanged), nameof(RoleChanged)], (await portal.LettersAsync("finn@example.org")).Select(l => l.Kind));

        var grant = await portal.AskAsync(db => db.RoleGrants.SingleAsync(g => g.Role == StaffRole.Administrator && g.Person.Name == "Finn"));
        await sam.PostAsync($"/staff/people/{grant.PersonId}/roles/{grant.Id}/revoke", "/staff/people");
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.GetAsync("/staff/people")).Status);
    }

    [Fact]
    public async Task Who_has_no_account_is_invited_and_joins_with_the_role()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await GiveAsync(sam, "pia@example.org", "Fulfilment", "europe");
        var link = await portal.LinkAsync("pia@example.org", nameof(StaffInvitation));
        var pia = portal.Browser();
        Assert.Equal("Join the staff", (await pia.GetAsync(link)).Heading);
        var joined = await pia.SubmitAsync(link, "Make my account", ("Name", "Pia"), ("Password", Cast.Password));
        Assert.Equal("/account/authenticator", joined.Location);
        var grant = await portal.AskAsync(db => db.RoleGrants.SingleAsync(g => g.Person.Name == "Pia"));
        Assert.Equal((StaffRole.Fulfilment, "europe"), (grant.Role, grant.Region));
        Assert.Equal("This link no longer works", (await portal.Browser().GetAsync(link)).Heading);
    }

    [Fact]
    public async Task The_invitation_says_who_invites_and_the_page_whom()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var page = await sam.FollowAsync(await GiveAsync(sam, "pia@example.org", "Fulfilment", "europe"));
        Assert.Contains("There is no account with the address pia@example.org yet, so an invitation is on its way. The role that waits: fulfilment, Europe.", page.Text, StringComparison.Ordinal);
        var letter = (await portal.LettersAsync("pia@example.org")).Single();
        Assert.StartsWith("Sam invites you to help run ", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("Sam, an Administrator of ", letter.Body, StringComparison.Ordinal);
        Assert.Contains(", would like you to join the staff: fulfilment\\, in Europe.", letter.Body, StringComparison.Ordinal);
        await portal.AddAsync("Finn");
        page = await sam.FollowAsync(await GiveAsync(sam, "finn@example.org", "Finance"));
        Assert.Contains("finn@example.org has the role finance; it works from the next click.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_form_names_its_fields_in_the_order_of_the_page()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var answer = await sam.SubmitAsync("/staff/people", "Give the role");
        Assert.Equal(["#Form_Email", "#Form_Role"], answer.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_role_also_waits_for_an_ordinary_sign_up_with_that_address()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await GiveAsync(sam, "pia@example.org", "Fulfilment");
        var pia = portal.Browser();
        await pia.SubmitAsync("/account/sign-up", "Make my account", ("Name", "Pia"), ("Email", "Pia@Example.org"), ("Password", Cast.Password));
        await pia.SubmitAsync(await portal.LinkAsync("Pia@Example.org", nameof(ConfirmAddress)), "Confirm and sign in", ("Password", Cast.Password));
        Assert.Equal(StaffRole.Fulfilment, (await portal.AskAsync(db => db.RoleGrants.SingleAsync(g => g.Person.Name == "Pia"))).Role);
    }

    [Fact]
    public async Task A_withdrawn_invitation_gives_nothing()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await GiveAsync(sam, "pia@example.org", "Fulfilment");
        var link = await portal.LinkAsync("pia@example.org", nameof(StaffInvitation));
        var id = await portal.AskAsync(db => db.Invitations.Select(i => i.Id).SingleAsync());
        await sam.PostAsync($"/staff/people/invitations/{id}/withdraw", "/staff/people");
        Assert.Equal("This link no longer works", (await portal.Browser().GetAsync(link)).Heading);
    }

    [Fact]
    public async Task Nobody_ends_their_own_Administrator_role()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var grant = await portal.AskAsync(db => db.RoleGrants.SingleAsync());
        var answer = await sam.PostAsync($"/staff/people/{grant.PersonId}/roles/{grant.Id}/revoke", "/staff/people");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Nobody ends their own Administrator role; ask another Administrator."), (answer.Status, answer.Errors.Single()));
        Assert.Equal(1, await portal.AskAsync(db => db.RoleGrants.CountAsync()));
    }

    [Fact]
    public async Task Two_Administrators_who_end_each_other_at_once_leave_one()
    {
        var (sam, ada) = (await portal.StaffAsync("Sam", StaffRole.Administrator), await portal.StaffAsync("Ada", StaffRole.Administrator));
        var grants = await portal.AskAsync(db => db.RoleGrants.Include(g => g.Person).ToListAsync());
        var (samsGrant, adasGrant) = (grants.Single(g => g.Person.Name == "Sam"), grants.Single(g => g.Person.Name == "Ada"));
        await Task.WhenAll(
            sam.PostAsync($"/staff/people/{adasGrant.PersonId}/roles/{adasGrant.Id}/revoke", "/staff/people"),
            ada.PostAsync($"/staff/people/{samsGrant.PersonId}/roles/{samsGrant.Id}/revoke", "/account"));
        Assert.Equal(1, await portal.AskAsync(db => db.RoleGrants.CountAsync()));
    }

    [Theory]
    [InlineData("", "Finance", "", "#Form_Email")]
    [InlineData("finn@example.org", "", "", "#Form_Role")]
    [InlineData("finn@example.org", "King", "", "#Form_Role")]
    [InlineData("finn@example.org", "Finance", "mars", "#Form_Region")]
    [InlineData("finn@example.org", "Administrator", "europe", "#Form_Region")]
    public async Task A_wrong_role_is_refused_and_nothing_given(string email, string role, string region, string field)
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var answer = await sam.PostAsync("/staff/people", "/staff/people", ("Form.Email", email), ("Form.Role", role), ("Form.Region", region));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (answer.Status, answer.Document.QuerySelector(".error-summary a")?.GetAttribute("href")));
        Assert.Equal((1, 0), (await portal.AskAsync(db => db.RoleGrants.CountAsync()), await portal.AskAsync(db => db.Invitations.CountAsync())));
    }

    [Fact]
    public async Task Twenty_presses_give_a_role_once()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await portal.AddAsync("Finn");
        var page = await sam.GetAsync("/staff/people");
        var answers = await sam.SubmitAtOnceAsync(page, 20, "Give the role", ("Email", "finn@example.org"), ("Role", "Finance"));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Equal(1, await portal.AskAsync(db => db.RoleGrants.CountAsync(g => g.Role == StaffRole.Finance)));
        Assert.Single(await portal.LettersAsync("finn@example.org"));
    }

    [Fact]
    public async Task A_member_finds_no_staff_page_and_a_wrong_role_is_refused_to_act()
    {
        var (max, finn) = (await portal.SignedInAsync("Max"), await portal.StaffAsync("Finn", StaffRole.Finance));
        Assert.Equal(HttpStatusCode.NotFound, (await max.PostAsync("/staff/people", "/account", ("Form.Email", "max@example.org"), ("Form.Role", "Administrator"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync("/staff/people", "/account", ("Form.Email", "finn@example.org"), ("Form.Role", "Administrator"))).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.RoleGrants.CountAsync(g => g.Role == StaffRole.Administrator)));
    }

    [Fact]
    public async Task Search_finds_by_name_and_address_in_any_case()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await portal.AddAsync("Lena");
        Assert.Equal(["Lena"], NamesOf(await sam.GetAsync("/staff/people?search=LENA%40exa")));
        Assert.Equal(["Sam"], NamesOf(await sam.GetAsync("/staff/people")));
        Assert.Equal("Nobody found", (await sam.GetAsync("/staff/people?search=zzz")).Document.QuerySelector(".empty-state h2")!.TextContent);

        static IEnumerable<string> NamesOf(Page page) => page.Document.QuerySelectorAll("tbody th .people span:last-child").Select(t => t.TextContent);
    }

    [Fact]
    public async Task The_command_line_gives_a_role_without_an_actor()
    {
        await portal.AddAsync("Aino");
        await using var scope = portal.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<StaffService>();
        Assert.True(await staff.AddAsync("aino@example.org", StaffRole.CommunityManager, null));
        Assert.False(await staff.AddAsync("new@example.org", StaffRole.Administrator, null));
        Assert.Equal([null, null], await portal.AskAsync(db => db.History.Select(h => h.ActorId).ToListAsync()));
        var letter = (await portal.LettersAsync("new@example.org")).Single();
        Assert.Equal(nameof(StaffInvitation), letter.Kind);
        Assert.Contains("an Administrator of ", letter.Body, StringComparison.Ordinal);
        Assert.StartsWith("You are invited to help run ", letter.Subject, StringComparison.Ordinal);
    }

    private static Task<Page> GiveAsync(PortalClient sam, string email, string role, string region = "") =>
        sam.SubmitAsync("/staff/people", "Give the role", ("Email", email), ("Role", role), ("Region", region));
}
