using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Chapters;

public sealed class ApplicationPageTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task From_the_first_page_to_a_public_group_without_JavaScript()
    {
        var (lena, max) = (await portal.SignedInAsync("Lena"), await portal.SignedInAsync("Max"));
        var id = await lena.ApplyAsync();
        var sent = await lena.GetAsync($"/apply/{id}/sent");
        Assert.Contains($"CA-2026-{id:0000}", sent.Text, StringComparison.Ordinal);
        Assert.Contains("Mon 9 Mar 2026", sent.Text, StringComparison.Ordinal);

        await portal.SayYesAsync(max);
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        var queue = await aino.GetAsync("/staff/chapters");
        Assert.Equal($"/staff/chapters/{id}", queue.Document.QuerySelector("tbody a")!.GetAttribute("href"));
        var version = $"{(await portal.ChapterAsync(id)).Version}";
        var ticks = CriterionKeys.All.Select(k => ($"Met[{k}]", "yes")).Append(("Version", version)).ToArray();
        Assert.Equal(HttpStatusCode.Found, (await aino.PostAsync($"/staff/chapters/{id}/criteria", $"/staff/chapters/{id}", ticks)).Status);
        Assert.Equal(6, (await lena.GetAsync($"/apply/{id}")).Document.QuerySelectorAll(".criteria .tone-good").Length);
        version = $"{(await portal.ChapterAsync(id)).Version}";
        Assert.Equal(HttpStatusCode.Found, (await aino.PostAsync($"/staff/chapters/{id}/approval", $"/staff/chapters/{id}", ("Version", version))).Status);

        var page = await portal.Browser().GetAsync("/chapters/oslo");
        Assert.Equal((HttpStatusCode.OK, "Oslo"), (page.Status, page.Heading));
        Assert.Contains("With Lena, Max", page.Text, StringComparison.Ordinal);
        Assert.Equal("Oslo", (await lena.GetAsync("/lead/oslo")).Heading);
    }

    [Fact]
    public async Task Each_page_is_kept_so_that_leaving_in_the_middle_loses_nothing()
    {
        var lena = await portal.SignedInAsync("Lena");
        await lena.SubmitAsync("/apply", "Save and go on", ("Name of the group", "Oslo"), ("City", "Oslo, Norway"), ("Language of the meetups", "nb"));
        var again = await lena.GetAsync("/apply", follow: true);
        Assert.Equal(("Oslo", "Oslo, Norway"), (again.Value("Name of the group"), again.Value("City")));
        Assert.Contains("Draft", (await lena.GetAsync("/my")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_many_cities_is_asked_for_and_one_of_none_refused()
    {
        var lena = await portal.SignedInAsync("Lena");
        var many = await lena.SubmitAsync("/apply", "Save and go on", ("Name of the group", "Simpsons"), ("City", "Springfield"), ("Language of the meetups", "en"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "There are several. Choose the one you mean."), (many.Status, many.Errors.Single()));
        var choices = many.Document.QuerySelectorAll("input[name=CityId]");
        Assert.True(choices.Length > 2);
        Assert.Equal(0, await portal.AskAsync(db => db.Chapters.CountAsync()));
        var chosen = await lena.PostAsync("/apply", "/apply", ("Name", "Simpsons"), ("City", "Springfield"), ("Language", "en"), ("CityId", choices[1].GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.Found, chosen.Status);
        Assert.Equal(choices[1].GetAttribute("value"), $"{await portal.AskAsync(db => db.Chapters.Select(c => c.CityId).SingleAsync())}");
        var none = await lena.PostAsync("/apply", "/about", ("Name", "N"), ("City", "Qqqqq"), ("Language", "en"));
        Assert.Equal("#City", none.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        // A number from elsewhere is not taken for the city of that name.
        var forged = await lena.PostAsync("/apply", "/about", ("Name", "N"), ("City", "Springfield"), ("Language", "en"), ("CityId", $"{Groups.OsloCity}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.Status);
    }

    [Fact]
    public async Task Everything_wrong_on_a_page_is_named_at_once()
    {
        var lena = await portal.SignedInAsync("Lena");
        var where = await lena.PostAsync("/apply", "/apply", ("Name", ""), ("City", "Qqqqq"), ("Language", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, where.Status);
        Assert.Equal(["#Name", "#City", "#Language"], where.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal("Qqqqq", where.Value("City"));
        var many = await lena.PostAsync("/apply", "/apply", ("Name", ""), ("City", "Springfield"), ("Language", "en"));
        Assert.Equal(["#Name", "#CityId"], many.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));

        var id = await DraftAsync(lena);
        var what = await lena.PostAsync($"/apply/{id}/what", $"/apply/{id}/what", ("Focus", ""), ("Why", "Because."), ("FirstMeetup", "2026-03-02"), ("CoOrganizerName", ""), ("CoOrganizerEmail", "Lena@Example.org"));
        Assert.Equal(["#Focus", "#FirstMeetup", "#CoOrganizerName", "#CoOrganizerEmail"], what.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal("", await portal.AskAsync(db => db.Chapters.Select(c => c.Why).SingleAsync()));
    }

    [Fact]
    public async Task Groups_nearby_are_shown_on_a_page_of_their_own_and_while_typing()
    {
        var lena = await portal.SignedInAsync("Lena");
        await portal.AddGroupAsync("Awake");
        await portal.AddGroupAsync("Asleep", ChapterState.Dormant);
        var next = await lena.SubmitAsync("/apply", "Save and go on", ("Name of the group", "Mine"), ("City", "Oslo, Norway"), ("Language of the meetups", "nb"));
        var page = await lena.FollowAsync(next);
        Assert.EndsWith("/nearby", next.Location, StringComparison.Ordinal);
        Assert.Equal(["/chapters/awake/help", "/chapters/asleep/help"], page.Document.QuerySelectorAll("main a[href$='/help']").Select(a => a.GetAttribute("href")));
        Assert.Contains("ask to take over", page.Text, StringComparison.Ordinal);
        var piece = await lena.GetAsync("/apply/nearby?city=Oslo%2C%20Norway");
        Assert.Equal(2, piece.Document.QuerySelectorAll("li").Length);
        Assert.Empty((await lena.GetAsync("/apply/nearby?city=Lima%2C%20Peru")).Document.QuerySelectorAll("li"));
    }

    [Theory]
    [InlineData("FirstMeetup", "2026-03-02")]
    [InlineData("FirstMeetup", "tomorrow")]
    [InlineData("CoOrganizerEmail", "max")]
    [InlineData("CoOrganizerEmail", "Lena@Example.org")]
    [InlineData("Why", "")]
    [InlineData("Focus", "")]
    public async Task Bad_answers_come_back_as_typed_and_nothing_is_saved(string field, string value)
    {
        var lena = await portal.SignedInAsync("Lena");
        var id = await DraftAsync(lena);
        var good = new Dictionary<string, string> { ["Focus"] = "Maps", ["Why"] = "Because.", ["FirstMeetup"] = "2026-04-01", ["CoOrganizerName"] = "Max", ["CoOrganizerEmail"] = "max@example.org" };
        good[field] = value;
        var page = await lena.PostAsync($"/apply/{id}/what", $"/apply/{id}/what", [.. good.Select(g => (g.Key, g.Value))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal([$"#{field}"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal(good["CoOrganizerName"], page.Value("Name of your co-organizer"));
        Assert.Equal("", await portal.AskAsync(db => db.Chapters.Select(c => c.Focus).SingleAsync()));
    }

    [Fact]
    public async Task Sending_without_the_code_of_conduct_or_without_answers_is_refused()
    {
        var lena = await portal.SignedInAsync("Lena");
        var id = await DraftAsync(lena);
        var early = await lena.PostAsync($"/apply/{id}/check", $"/apply/{id}/check", ("Conduct", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        await AnswerAsync(lena, id);
        var page = await lena.PostAsync($"/apply/{id}/check", $"/apply/{id}/check", ("Conduct", "false"), ("ConductVersion", CodeOfConduct.Version));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Conduct"), (page.Status, page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal(ChapterState.Draft, (await portal.ChapterAsync(id)).State);
        Assert.Empty(await portal.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task Twenty_presses_on_send_are_one_application_and_all_end_on_the_same_page()
    {
        var lena = await portal.SignedInAsync("Lena");
        var id = await DraftAsync(lena);
        await AnswerAsync(lena, id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lena.PostAsync($"/apply/{id}/check", $"/apply/{id}/what", ("Conduct", "true"), ("ConductVersion", CodeOfConduct.Version))));
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Found, $"/apply/{id}/sent"), (a.Status, a.Location)));
        Assert.Single(await portal.LettersAsync("lena@example.org"));
        Assert.Single(await portal.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task An_application_is_its_applicants_alone_and_changes_only_while_it_may()
    {
        var (lena, ida) = (await portal.SignedInAsync("Lena"), await portal.SignedInAsync("Ida"));
        var id = await lena.ApplyAsync();
        foreach (var page in new[] { "", "/where", "/what", "/check", "/nearby", "/sent" })
            Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync($"/apply/{id}{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync($"/apply/{id}/what", "/about", ("Focus", "Mine now"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync($"/apply/{id}/removal", "/about")).Status);
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        Assert.Equal(HttpStatusCode.Forbidden, (await aino.PostAsync($"/apply/{id}/what", "/about", ("Focus", "Mine now"))).Status);
        var late = await lena.PostAsync(
            $"/apply/{id}/what", "/about", ("Focus", "Other"), ("Why", "Because."), ("FirstMeetup", "2026-04-01"), ("CoOrganizerName", "Max"), ("CoOrganizerEmail", "max@example.org"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lena.PostAsync($"/apply/{id}/removal", "/about")).Status);
        Assert.Equal(("Maps", ChapterState.Submitted), ((await portal.ChapterAsync(id)).Focus, (await portal.ChapterAsync(id)).State));
    }

    [Fact]
    public async Task The_application_of_a_public_group_is_read_by_its_organizers_and_changed_by_its_applicant()
    {
        var id = await portal.AddGroupAsync();
        var (ida, max) = (await portal.SignedInAsync("Ida"), await portal.SignedInAsync("Max"));
        await portal.OrganizeAsync(id, await portal.AskAsync(db => db.People.Where(p => p.Name == "Max").Select(p => p.Id).SingleAsync()), OrganizerRole.Host);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), ((await ida.GetAsync($"/apply/{id}")).Status, (await max.GetAsync($"/apply/{id}")).Status));
        foreach (var page in new[] { "/where", "/what", "/check", "/sent" })
            Assert.Equal((page, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page, (await ida.GetAsync($"/apply/{id}{page}")).Status, (await max.GetAsync($"/apply/{id}{page}")).Status));
    }

    [Fact]
    public async Task A_visitor_reads_what_it_takes_and_signs_in_first()
    {
        var browser = portal.Browser();
        Assert.Equal("Start a group", (await browser.GetAsync("/apply")).Heading);
        Assert.Equal("/account/sign-in?returnUrl=%2Fapply%2F1%2Fwhat", (await browser.GetAsync("/apply/1/what")).Location);
    }

    [Fact]
    public async Task An_invitation_shows_who_asks_and_no_is_taken_without_an_account()
    {
        var lena = await portal.SignedInAsync("Lena");
        var id = await lena.ApplyAsync();
        var link = await portal.LinkAsync("max@example.org", "InvitedToOrganize");
        var stranger = portal.Browser();
        var page = await stranger.GetAsync(link);
        Assert.Equal("Lena asks you to help run Oslo", page.Heading);
        Assert.Contains("No account yet? Make one; it brings you back here to say yes.", page.Text, StringComparison.Ordinal);
        Assert.Equal("/account/sign-up?returnUrl=" + Uri.EscapeDataString(link), page.Document.QuerySelector("main a[href^='/account/sign-up']")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.Found, (await stranger.SubmitAsync(page, "No, thank you")).Status);
        Assert.Equal("This link no longer works", (await stranger.GetAsync(link)).Heading);
        Assert.Equal(["ApplicationReceived", "InvitationAnswered"], (await portal.LettersAsync("lena@example.org")).Select(l => l.Kind));
        Assert.Single((await portal.ChapterAsync(id)).Organizers);
        Assert.Equal("This link no longer works", (await stranger.GetAsync("/invitations/made-up")).Heading);
    }

    private static async Task<long> DraftAsync(PortalClient lena)
    {
        var page = await lena.SubmitAsync("/apply", "Save and go on", ("Name of the group", "Oslo"), ("City", "Oslo, Norway"), ("Language of the meetups", "nb"));
        return long.Parse(page.Location!.Split('/')[2]);
    }

    private static Task<Page> AnswerAsync(PortalClient lena, long id) => lena.SubmitAsync(
        $"/apply/{id}/what", "Save and go on", ("What the group is about", "Maps"), ("Why here, why now", "There is nobody to ask."), ("First meetup, about", "2026-04-01"),
        ("Name of your co-organizer", "Max"), ("Email of your co-organizer", "max@example.org"));
}
