using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

public sealed class NavigationTests
{
    private static readonly string[] AllRooms = ["/chapters", "/events", "/my", "/lead", "/staff", "/staff/settings", "/partners/desk", "/account", "/account/sign-in", "/account/sign-up"];

    [Theory]
    [InlineData(PersonKinds.None, "/chapters /events /about")]
    [InlineData(PersonKinds.Member, "/chapters /events /my")]
    [InlineData(PersonKinds.Member | PersonKinds.Organizer, "/chapters /events /my /lead")]
    [InlineData(PersonKinds.Member | PersonKinds.CommunityManager, "/chapters /events /my /staff")]
    [InlineData(PersonKinds.Member | PersonKinds.Finance, "/chapters /events /my /staff")]
    [InlineData(PersonKinds.Member | PersonKinds.Fulfilment, "/chapters /events /my /staff")]
    [InlineData(PersonKinds.Member | PersonKinds.Administrator, "/chapters /events /my /staff /staff/settings")]
    [InlineData(PersonKinds.Member | PersonKinds.Partner, "/chapters /events /my /partners/desk")]
    public async Task Each_kind_of_person_sees_the_places_that_are_theirs(PersonKinds kinds, string places)
    {
        await using var site = await Site();
        var links = site.Services.GetRequiredService<Navigation>().For(new ShellViewer("Lena Berg", kinds), "/");
        Assert.Equal(places, string.Join(' ', links.Select(l => l.Path)));
    }

    [Fact]
    public async Task A_place_without_a_room_is_not_shown()
    {
        await using var site = await ShellSite.StartAsync();
        Assert.Equal(["/about"], site.Services.GetRequiredService<Navigation>().For(ShellViewer.Visitor, "/").Select(l => l.Path));
    }

    [Fact]
    public async Task The_longest_address_that_leads_here_is_the_current_one()
    {
        await using var site = await Site();
        var links = site.Services.GetRequiredService<Navigation>().For(new ShellViewer("Sam", PersonKinds.Member | PersonKinds.Administrator), "/staff/settings/money");
        Assert.Equal(["/staff/settings"], links.Where(l => l.Current).Select(l => l.Path));
    }

    [Fact]
    public async Task A_module_adds_its_place_with_one_line()
    {
        await using var site = await ShellSite.StartAsync(services: s => s.AddNavigation(new NavigationItem(typeof(ShellTexts), "NavPrivacy", "/privacy", 15, NavigationItem.Everybody)));
        Assert.Equal(["/privacy", "/about"], site.Services.GetRequiredService<Navigation>().For(ShellViewer.Visitor, "/").Select(l => l.Path));
    }

    [Fact]
    public async Task A_visitor_is_offered_sign_in_and_sign_up()
    {
        await using var site = await Site();
        var (_, page) = await site.OpenAsync("/about");
        Assert.Equal(["Sign in", "Sign up"], page.QuerySelectorAll(".corner a").Select(a => a.TextContent));
        Assert.Equal("About", page.QuerySelector(".site-nav [aria-current=page]")!.TextContent);
    }

    [Fact]
    public async Task A_member_sees_their_name_and_signs_out_by_a_guarded_post()
    {
        await using var site = await Site(s => s.Configure<ShellHooks>(h => h.Viewer = _ => ValueTask.FromResult(new ShellViewer("Max <Holm>", PersonKinds.Member))));
        var (_, page) = await site.OpenAsync("/about");
        Assert.Equal("Max <Holm>", page.QuerySelector(".corner-person[href='/account'] .corner-name")!.TextContent);
        var form = page.QuerySelector(".corner form")!;
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal("/account/sign-out", form.GetAttribute("action"));
        // On every page: guarded by where it comes from instead of a token (see SignInTests).
        Assert.Empty(form.QuerySelectorAll("input"));
    }

    private static Task<ShellSite> Site(Action<IServiceCollection>? services = null) =>
        ShellSite.StartAsync(services: services, map: app =>
        {
            foreach (var room in AllRooms)
                app.MapGet(room, () => Results.Ok());
        });
}
