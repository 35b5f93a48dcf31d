using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Chapters;

/// <summary>Where a member says "I would do it", and where staff see it.</summary>
public sealed class VacancyPageTests : IAsyncLifetime
{
    private const string Button = "I would do it";
    private Portal portal = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        oslo = await portal.AddGroupAsync();
        await using var db = portal.Db();
        db.Add(new Vacancy(oslo, Portal.Start.UtcDateTime, 30, 180));
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_member_says_that_they_would_do_it_and_staff_give_them_the_lead()
    {
        var max = await MemberAsync("Max");
        Assert.Contains("It has no organizers: would you lead it?", (await max.GetAsync("/my")).Text, StringComparison.Ordinal);
        var page = await max.GetAsync("/chapters/oslo/help");
        Assert.Equal((HttpStatusCode.OK, "Would you lead Oslo?"), (page.Status, page.Heading));
        page = await max.SubmitAsync(page, Button, ("Your message", "I know a room."));
        Assert.Equal((HttpStatusCode.Found, "/chapters/oslo"), (page.Status, page.Location));

        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        Assert.Contains("1 group without organizers", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
        var list = (await aino.GetAsync("/staff/chapters?view=asleep")).Text;
        Assert.Contains("no organizers; its members are about to be asked", list, StringComparison.Ordinal);
        Assert.Contains("1 asks to take over", list, StringComparison.Ordinal);
        var asked = await portal.AskAsync(db => db.HandOvers.Select(h => h.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.Found, (await aino.PostAsync($"/staff/chapters/{oslo}/take-overs/{asked}", $"/staff/chapters/{oslo}", ("grant", "true"))).Status);
        Assert.DoesNotContain("without organizers", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("It has no organizers", (await max.GetAsync("/my")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_reads_that_members_are_asked_first_and_a_posted_wish_is_refused()
    {
        var ida = await portal.SignedInAsync("Ida");
        var page = await ida.GetAsync("/chapters/oslo/help");
        Assert.Contains("Its members are asked first", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        page = await ida.PostAsync("/chapters/oslo/help", "/my", ("Message", "Give it to me."));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "The members of this group are asked first. From 1 April 2026 on everybody may ask."), (page.Status, Assert.Single(page.Errors)));
        Assert.Equal(0, await portal.AskAsync(db => db.HandOvers.CountAsync()));
        portal.Clock.Move(TimeSpan.FromDays(30));
        var later = await portal.SignInAsync("Ida");
        Assert.Equal(HttpStatusCode.Found, (await later.SubmitAsync("/chapters/oslo/help", "Ask to take over", ("Your message", "I would love to."))).Status);
    }

    [Fact]
    public async Task Its_page_asks_members_and_hosts_and_tells_others_to_wait()
    {
        const string Looking = "This group looks for organizers";
        var (max, host, ida) = (await MemberAsync("Max"), await portal.AddAsync("Henrik"), await portal.SignedInAsync("Ida"));
        await portal.OrganizeAsync(oslo, host, OrganizerRole.Host);
        foreach (var asked in new[] { max, await portal.SignInAsync("Henrik") })
        {
            var page = await asked.GetAsync("/chapters/oslo");
            Assert.Contains(Looking, page.Text, StringComparison.Ordinal);
            Assert.Equal("Would you lead it?", page.Document.QuerySelector("main a[href='/chapters/oslo/help']")?.TextContent);
        }

        foreach (var other in new[] { ida, portal.Browser() })
        {
            var page = await other.GetAsync("/chapters/oslo");
            Assert.Contains(Looking, page.Text, StringComparison.Ordinal);
            Assert.Null(page.Document.QuerySelector("main a[href='/chapters/oslo/help']"));
        }

        portal.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal("Take it over", (await portal.Browser().GetAsync("/chapters/oslo")).Document.QuerySelector("main a[href='/chapters/oslo/help']")?.TextContent);
    }

    [Fact]
    public async Task Nothing_said_is_refused_as_typed_and_twenty_presses_are_one_wish()
    {
        var max = await MemberAsync("Max");
        var page = await max.SubmitAsync("/chapters/oslo/help", Button, ("Your message", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(0, await portal.AskAsync(db => db.HandOvers.CountAsync()));
        var pressed = await max.SubmitAtOnceAsync(await max.GetAsync("/chapters/oslo/help"), 20, Button, ("Your message", "I know a room."));
        Assert.All(pressed, p => Assert.Equal(HttpStatusCode.Found, p.Status));
        Assert.Equal(1, await portal.AskAsync(db => db.HandOvers.CountAsync()));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "lead.asked-for")));
    }

    [Fact]
    public async Task For_a_visitor_it_begins_with_signing_in_and_an_unknown_group_does_not_exist()
    {
        Assert.Equal(HttpStatusCode.Found, (await portal.Browser().GetAsync("/chapters/oslo/help")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await MemberAsync("Max")).GetAsync("/chapters/nowhere/help")).Status);
    }

    [Fact]
    public async Task When_nobody_took_it_staff_read_that_it_is_time_to_retire_it()
    {
        portal.Clock.Move(TimeSpan.FromDays(211));
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        Assert.Contains("1 late", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.Contains("nobody took it: time to retire it", (await aino.GetAsync("/staff/chapters?view=asleep")).Text, StringComparison.Ordinal);
    }

    private async Task<PortalClient> MemberAsync(string name)
    {
        var id = await portal.AddAsync(name);
        await using (var db = portal.Db())
        {
            db.Add(new ChapterMember(oslo, id, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        return await portal.SignInAsync(name);
    }
}
