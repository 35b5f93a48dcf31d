using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Chapters;

public sealed class DeskTests : IAsyncLifetime
{
    private const string Desk = "/lead/oslo/organizers";
    private Portal portal = null!;
    private PortalClient lena = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        (oslo, lena) = await portal.LedByLenaAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_desk_says_what_to_do_next_and_the_header_leads_there()
    {
        var page = await lena.GetAsync("/lead", follow: true);
        Assert.Equal("Oslo", page.Heading);
        Assert.Equal(["Set the next date.", "You are alone.", "Tell people what to expect."], page.Document.QuerySelectorAll(".todo strong").Select(s => s.TextContent));
        Assert.Equal("/lead/oslo/events/new", page.Document.QuerySelector(".todo a")!.GetAttribute("href"));
        // One filled button: what comes first. A licence is a link.
        Assert.Equal(["Plan a meetup"], page.Document.QuerySelectorAll("section[aria-labelledby=todo-h] a.button, section[aria-labelledby=desk-requests] a.button").Select(a => a.TextContent));
        Assert.Equal("/lead/oslo/request", page.Document.QuerySelector("section[aria-labelledby=desk-requests] a:not(.button)")!.GetAttribute("href"));
        Assert.NotNull(page.Document.QuerySelector(".site-nav a[href='/lead']"));
        var max = await portal.SignedInAsync("Max");
        Assert.Null((await max.GetAsync("/chapters")).Document.QuerySelector(".site-nav a[href='/lead']"));
        Assert.Equal("You organize no group", (await max.GetAsync("/lead")).Document.QuerySelector(".empty-state h2")!.TextContent);
    }

    [Fact]
    public async Task The_page_and_an_invitation_name_everything_that_is_wrong_together()
    {
        var page = await lena.PostAsync("/lead/oslo/page", "/lead/oslo/page", ("Focus", ""), ("About", new string('x', Chapter.AboutLength + 1)), ("Website", "oslo"), ("Version", "1"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Focus,#About,#Website"), (page.Status, string.Join(',', page.WrongFields)));
        Assert.Equal("oslo", page.Value("Your own page elsewhere"));
        foreach (var name in new[] { "", "Max\nBerg" })
        {
            var invite = await lena.PostAsync(Desk + "/invitations", Desk, ("Name", name), ("Email", "max@example"), ("Role", "Lead"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Email,#Name,#Role"), (invite.Status, string.Join(',', invite.WrongFields.Order(StringComparer.Ordinal))));
            Assert.Equal("max@example", invite.Value("Email"));
        }

        Assert.Equal(0, await portal.AskAsync(db => db.OrganizerInvitations.CountAsync()));
    }

    [Fact]
    public async Task Strangers_hosts_and_co_organizers_may_each_do_their_own()
    {
        var (max, ida) = (await portal.SignedInAsync("Max"), await portal.SignedInAsync("Ida"));
        await portal.OrganizeAsync(oslo, await IdOfAsync("Max"), OrganizerRole.Host);
        var other = await portal.SignedInAsync("Pia");
        await portal.OrganizeAsync(oslo, await IdOfAsync("Pia"), OrganizerRole.CoOrganizer);
        (string Path, bool Post, HttpStatusCode Stranger, HttpStatusCode Host, HttpStatusCode CoOrganizer)[] table =
        [
            ("/lead/oslo", false, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK),
            (Desk, false, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK),
            ("/lead/oslo/page", false, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK),
            ("/lead/oslo/page", true, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity),
            (Desk + "/invitations", true, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity),
            (Desk + "/invitations/1/removal", true, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Found),
            (Desk + "/1/removal", true, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Desk + "/hand-over", true, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Desk + "/hand-over/removal", true, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            ("/lead/none", false, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
        ];
        foreach (var row in table)
        {
            Assert.Equal((row.Path, row.Stranger), (row.Path, await AskAsync(ida, row.Path, row.Post)));
            Assert.Equal((row.Path, row.Host), (row.Path, await AskAsync(max, row.Path, row.Post)));
            Assert.Equal((row.Path, row.CoOrganizer), (row.Path, await AskAsync(other, row.Path, row.Post)));
        }
    }

    [Fact]
    public async Task The_page_is_changed_and_a_mistake_comes_back_as_typed()
    {
        var page = await lena.SubmitAsync("/lead/oslo/page", "Change the page", ("What the group is about", "Maps"), ("Your own page elsewhere", "javascript:alert(1)"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Website"), (page.Status, page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal("javascript:alert(1)", page.Value("Your own page elsewhere"));
        Assert.Equal("", (await portal.ChapterAsync(oslo)).Focus);
        page = await lena.SubmitAsync(page, "Change the page", ("Your own page elsewhere", "https://example.org"));
        Assert.Equal((HttpStatusCode.Found, "/lead/oslo"), (page.Status, page.Location));
        Assert.Equal(("Maps", "https://example.org/"), ((await portal.ChapterAsync(oslo)).Focus, (await portal.ChapterAsync(oslo)).Website));
    }

    [Fact]
    public async Task Two_tabs_the_second_is_told_and_keeps_its_text()
    {
        var (one, other) = (await lena.GetAsync("/lead/oslo/page"), await lena.GetAsync("/lead/oslo/page"));
        await lena.SubmitAsync(one, "Change the page", ("What the group is about", "Maps"));
        var late = await lena.SubmitAsync(other, "Change the page", ("What the group is about", "Charts"));
        Assert.Equal((HttpStatusCode.Conflict, "Charts"), (late.Status, late.Value("What the group is about")));
        Assert.Equal("Maps", (await portal.ChapterAsync(oslo)).Focus);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(late, "Change the page")).Status);
        Assert.Equal("Charts", (await portal.ChapterAsync(oslo)).Focus);
    }

    [Fact]
    public async Task Invited_accepted_and_the_lead_handed_over_by_clicks_alone()
    {
        Assert.Equal(HttpStatusCode.Found, (await InviteAsync("max@example.org")).Status);
        var max = await portal.SignedInAsync("Max");
        await portal.SayYesAsync(max);
        var to = $"{await IdOfAsync("Max")}";
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(Desk, "Ask them to lead", ("Who shall lead", to))).Status);
        Assert.Equal("You are asked to lead.", (await max.GetAsync("/lead/oslo")).Document.QuerySelector(".todo strong")!.TextContent);
        Assert.Equal(HttpStatusCode.Found, (await max.SubmitAsync(Desk, "Yes, I lead")).Status);
        Assert.Equal(await IdOfAsync("Max"), (await portal.ChapterAsync(oslo)).Organizers.Single(o => o.Role == OrganizerRole.Lead).PersonId);
        Assert.Equal(HttpStatusCode.Forbidden, (await lena.PostAsync(Desk + "/hand-over", Desk, ("ToId", to))).Status);
    }

    [Fact]
    public async Task Twenty_invitations_at_once_leave_one_open()
    {
        var page = await lena.GetAsync(Desk);
        var answers = await lena.SubmitAtOnceAsync(page, 20, "Send the invitation", ("Name", "Max"), ("Email", "max@example.org"));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Status));
        Assert.Equal(1, await portal.AskAsync(db => db.OrganizerInvitations.CountAsync(i => i.EndedAt == null)));
    }

    [Theory]
    [InlineData("", "max@example.org", "CoOrganizer", "Name")]
    [InlineData("Max", "max", "CoOrganizer", "Email")]
    [InlineData("Max", "lena@example.org", "CoOrganizer", "Email")]
    [InlineData("Max", "max@example.org", "Lead", "Role")]
    [InlineData("Max", "max@example.org", "King", "Role")]
    public async Task A_wrong_invitation_is_not_sent(string name, string email, string role, string field)
    {
        var page = await lena.PostAsync(Desk + "/invitations", Desk, ("Name", name), ("Email", email), ("Role", role));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"#{field}"), (page.Status, page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal(0, await portal.AskAsync(db => db.OrganizerInvitations.CountAsync()));
    }

    [Fact]
    public async Task The_list_of_organizers_asks_as_often_for_three_as_for_one()
    {
        await lena.GetAsync(Desk);
        var one = await portal.QueriesAsync(() => lena.GetAsync(Desk));
        foreach (var name in new[] { "Max", "Ida", "Pia" })
            await portal.OrganizeAsync(oslo, await portal.AddAsync(name), OrganizerRole.Host);
        Assert.Equal(one, await portal.QueriesAsync(() => lena.GetAsync(Desk)));
    }

    private static async Task<HttpStatusCode> AskAsync(PortalClient browser, string path, bool post) =>
        (post ? await browser.PostAsync(path, "/about") : await browser.GetAsync(path)).Status;

    private Task<Page> InviteAsync(string email) => lena.SubmitAsync(Desk, "Send the invitation", ("Name", "Max"), ("Email", email));

    private Task<long> IdOfAsync(string name) => portal.AskAsync(db => db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync());
}
