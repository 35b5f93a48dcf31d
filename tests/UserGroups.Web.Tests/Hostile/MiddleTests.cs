using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;
using UserGroups.Web.Tests.Events;
using UserGroups.Web.Tests.Sponsorship;

namespace UserGroups.Web.Tests.Hostile;

/// <summary>What changes under somebody's hands, and what belongs to somebody else: a clear sentence, nothing lost, nothing half done.</summary>
public sealed class MiddleTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;
    private PortalClient aino = null!;

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync();
        lena = await portal.SignInAsync("Lena");
        aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_chapter_that_falls_asleep_before_the_decision_gets_nothing_and_the_request_waits_as_it_was()
    {
        var reference = await lena.AskAsync();
        // Aino is a supervisor and could set the rule aside with a reason; without one nothing is granted.
        await SleepAsync();
        var refused = await aino.GrantAsync(portal, reference);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "As agreed."), (refused.Status, refused.Document.GetElementById("StipendReason")!.GetAttribute("value")));
        Assert.Contains("Oslo is dormant, and help is frozen.", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await NothingIsGrantedAsync(reference, RequestState.Submitted);
        await WakeAsync();
        Assert.Equal(HttpStatusCode.Found, (await aino.GrantAsync(portal, reference)).Status);
    }

    [Fact]
    public async Task A_chapter_that_falls_asleep_before_it_takes_the_offer_keeps_the_offer_and_takes_it_when_awake()
    {
        var reference = await lena.AskAsync();
        Assert.Equal(HttpStatusCode.Found, (await aino.GrantAsync(portal, reference, "100")).Status);
        await SleepAsync();
        var refused = await AcceptAsync(reference);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("help is frozen until it is active. Publishing an event wakes it.", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal((RequestState.Decided, LineState.Reduced), await StipendAsync(reference));
        await WakeAsync();
        Assert.Equal(HttpStatusCode.Found, (await AcceptAsync(reference)).Status);
        Assert.Equal((RequestState.Accepted, LineState.Accepted), await StipendAsync(reference));
    }

    [Fact]
    public async Task For_an_event_cancelled_before_the_decision_nothing_is_granted_even_before_the_portal_has_followed()
    {
        var reference = await lena.AskAsync();
        await CancelAsync();
        var refused = await aino.GrantAsync(portal, reference);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Maps was cancelled in the meantime, so nothing is granted for it."), (refused.Status, Assert.Single(refused.Errors)));
        await NothingIsGrantedAsync(reference, RequestState.Submitted);
        await portal.RunJobAsync<FollowRequests>();
        await NothingIsGrantedAsync(reference, RequestState.Cancelled);
        Assert.Contains("The event was cancelled.", (await lena.GetAsync($"/requests/{reference}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_offer_for_a_cancelled_event_is_not_taken_and_its_money_goes_back()
    {
        var reference = await lena.AskAsync();
        await aino.GrantAsync(portal, reference, "100");
        await CancelAsync();
        var refused = await AcceptAsync(reference);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Maps was cancelled in the meantime, so nothing is granted for it."), (refused.Status, Assert.Single(refused.Errors)));
        Assert.Equal((RequestState.Decided, LineState.Reduced), await StipendAsync(reference));
        await portal.RunJobAsync<FollowRequests>();
        Assert.Equal((RequestState.Cancelled, LineState.Void), await StipendAsync(reference));
        Assert.Equal(0m, await portal.AskAsync(db => db.Budgets.Select(b => b.Committed).SingleAsync()));
    }

    [Fact]
    public async Task A_declined_line_is_neither_paid_nor_written_about_nor_handed_out_nor_packed()
    {
        var reference = await lena.AskAsync(("LicenceSeats", "2"), ("LicencePurpose", "Demonstrations"), ("SwagKits", "10"));
        var declined = new[] { "Stipend", "Promotion", "Licence", "Swag" }.SelectMany(b => new[] { ($"{b}Granted", "0"), ($"{b}Reason", "Not this time.") }).ToArray();
        Assert.Equal(HttpStatusCode.Found, (await aino.DecideAsync(portal, reference, declined)).Status);
        var lines = (await portal.RequestAsync(reference)).Lines.ToDictionary(l => l.Benefit, l => l.Id);
        Assert.Equal(4, lines.Count);
        var pia = await portal.StaffAsync("Pia", StaffRole.Fulfilment);
        var answers = new[]
        {
            await lena.PostAsync($"/requests/{reference}/payee", $"/requests/{reference}", ("PayeeName", "Max"), ("PayeeAddress", "Storgata 2")),
            await aino.PostAsync($"/staff/posts/lines/{lines[Benefit.Promotion]}", "/staff"),
            await pia.PostAsync($"/staff/licences/lines/{lines[Benefit.Licence]}", "/staff", ("Product", "Atlas")),
            await pia.PostAsync($"/staff/parcels/lines/{lines[Benefit.Swag]}", "/staff", ("Pieces[1]", "1")),
        };
        // For its organizers a declined line has no page; the staff's doors say why.
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.Status));
        Assert.Equal((0, 0, 0, 0), await portal.AskAsync(async db => (await db.Payments.CountAsync(), await db.BlogPosts.CountAsync(), await db.LicenceKeys.CountAsync(k => k.LineId != null), await db.Parcels.CountAsync())));
        Assert.All((await portal.RequestAsync(reference)).Lines, l => Assert.Equal((LineState.Declined, 0m), (l.State, l.Committed + l.Authorised + l.Paid)));
    }

    [Fact]
    public async Task A_retired_group_takes_nobody_in_and_nothing_is_done_there_any_more()
    {
        var ida = await portal.SignedInAsync("Ida");
        var vera = await portal.SignInAsync("Vera");
        await portal.AskAsync(db => db.InTransactionAsync(cancel => db.Chapters.ExecuteUpdateAsync(set => set.SetProperty(c => c.State, ChapterState.Retired), cancel)));
        (PortalClient Who, string Path)[] doors =
        [
            (ida, "/chapters/oslo/membership"), (ida, "/chapters/oslo/watch"), (portal.Browser(), "/chapters/oslo/watch"), (ida, "/chapters/oslo/help"),
            (lena, "/lead/oslo/page"), (lena, "/lead/oslo/organizers/invitations"), (lena, "/lead/oslo/events"), (lena, "/lead/oslo/announcements"), (lena, AskingPortal.Form),
            (vera, "/lead/oslo/events/maps/check-in/1"), (vera, "/lead/oslo/events/maps/check-in/walk-ins"),
        ];
        foreach (var (who, path) in doors)
        {
            using var answer = await who.Http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("Name", "Max"), KeyValuePair.Create("Email", "max@example.org"), KeyValuePair.Create("__form", await TokenAsync(who))]));
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, answer.StatusCode));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await vera.GetAsync("/lead/oslo/events/maps/check-in")).Status);
        Assert.Equal((0, 0, 0), await portal.AskAsync(async db => (await db.ChapterMembers.CountAsync(), await db.NextDateWatches.CountAsync(), await db.Answers.CountAsync())));
    }

    [Fact]
    public async Task What_is_still_a_draft_does_not_exist_for_those_who_decide()
    {
        var ida = await portal.SignedInAsync("Ida");
        var page = await ida.SubmitAsync("/apply", "Save and go on", ("Name of the group", "Bergen"), ("City", "Bergen, Norway"), ("Language of the meetups", "nb"));
        var draft = page.Location!.Split('/')[2];
        var letter = (await lena.SubmitAsync("/lead/oslo/announcements/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "We meet."))).Location!.Split('/')[^1];
        foreach (var way in new[] { $"/staff/chapters/{draft}/approval", $"/staff/chapters/{draft}/declination", $"/staff/announcements/{letter}/approval", $"/staff/announcements/{letter}/end" })
            Assert.Equal((way, HttpStatusCode.NotFound), (way, (await aino.PostAsync(way, "/staff", ("Version", "1"), ("Reason", "Because of the weather."))).Status));
        Assert.Equal(ChapterState.Draft, await portal.AskAsync(db => db.Chapters.Where(c => c.Name == "Bergen").Select(c => c.State).SingleAsync()));
        Assert.Equal((AnnouncementState.Draft, 0), await portal.AskAsync(async db => (await db.Announcements.Select(a => a.State).SingleAsync(), await db.Outbox.CountAsync(m => m.BatchId != null))));
    }

    [Fact]
    public async Task A_number_that_belongs_to_another_group_does_not_exist_here()
    {
        var (ida, lima) = (await portal.SignedInAsync("Ida"), await portal.AddGroupAsync("Lima"));
        await portal.OrganizeAsync(lima, await portal.AskAsync(db => db.People.Where(p => p.Name == "Ida").Select(p => p.Id).SingleAsync()), OrganizerRole.Lead);
        await ida.SubmitAsync("/lead/lima/organizers", "Send the invitation", ("Name", "Pia"), ("Email", "pia@example.org"));
        var theirs = (await ida.SubmitAsync("/lead/lima/announcements/new", "Keep the draft and look at it", ("Subject", "Otoño"), ("Your letter", "We meet."))).Location!.Split('/')[^1];
        var (role, invitation) = await portal.AskAsync(async db => (await db.Organizers.Where(o => o.ChapterId == lima).Select(o => o.Id).SingleAsync(), await db.OrganizerInvitations.Where(i => i.ChapterId == lima).Select(i => i.Id).SingleAsync()));
        await lena.PostAsync($"/lead/oslo/organizers/{role}/removal", "/lead/oslo/organizers");
        await lena.PostAsync($"/lead/oslo/organizers/invitations/{invitation}/removal", "/lead/oslo/organizers");
        foreach (var path in new[] { $"/lead/oslo/announcements/{theirs}", $"/lead/oslo/announcements/{theirs}/edit" })
            Assert.Equal(HttpStatusCode.NotFound, (await lena.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lena.PostAsync($"/lead/oslo/announcements/{theirs}", "/lead/oslo", ("Subject", "Mine"), ("Body", "Mine"), ("Version", "1"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lena.PostAsync($"/lead/oslo/announcements/{theirs}/sending", "/lead/oslo", ("Version", "1"))).Status);
        Assert.Equal((1, 1, "Otoño", AnnouncementState.Draft), await portal.AskAsync(async db => (
            await db.Organizers.CountAsync(o => o.Id == role), await db.OrganizerInvitations.CountAsync(i => i.Id == invitation && i.EndedAt == null),
            await db.Announcements.Select(a => a.Subject).SingleAsync(), await db.Announcements.Select(a => a.State).SingleAsync())));
    }

    [Fact]
    public async Task An_answer_to_another_event_is_not_checked_in_here()
    {
        var (maps, tiles) = (await portal.EventAsync("maps"), await portal.AddEventAsync(OsloPortal.Details("Tiles") with { Date = new DateOnly(2026, 4, 16) }));
        var max = await portal.AskAsync(db => db.People.Where(p => p.Name == "Max").Select(p => p.Id).SingleAsync());
        var answer = await portal.AnswerAsync(tiles.Id, max);
        portal.Clock.Set(new DateTimeOffset(maps.StartsAt, TimeSpan.Zero));
        lena = await portal.SignInAsync("Lena");
        foreach (var (step, expected) in new[] { ("", HttpStatusCode.UnprocessableEntity), ("/undo", HttpStatusCode.Found), ("/absence", HttpStatusCode.Found), ("/absence/undo", HttpStatusCode.UnprocessableEntity) })
            Assert.Equal((step, expected), (step, (await lena.PostAsync($"/lead/oslo/events/maps/check-in/{answer.Id}{step}", "/lead/oslo/events/maps/check-in")).Status));
        Assert.Equal((null, UserGroups.Events.AnswerState.Seated), await portal.AskAsync(async db => (await db.Answers.Select(a => a.CheckedInAt).SingleAsync(), await db.Answers.Select(a => a.State).SingleAsync())));
    }

    private static async Task<string> TokenAsync(PortalClient who) =>
        (await who.GetAsync("/account/sign-in", follow: true)).Document.QuerySelector("main input[name=__form]")?.GetAttribute("value")
        ?? (await who.GetAsync("/account")).Document.QuerySelector("main input[name=__form]")!.GetAttribute("value")!;

    private Task<Page> CancelAsync() => lena.SubmitAsync("/lead/oslo/events/maps/cancellation", "Cancel the event", ("Reason", "The room burned down."));

    private async Task<Page> AcceptAsync(string reference) =>
        await lena.PostAsync($"/requests/{reference}/acceptance", $"/requests/{reference}", ("Version", $"{(await portal.RequestAsync(reference)).Version}"));

    private async Task<(RequestState, LineState)> StipendAsync(string reference)
    {
        var request = await portal.RequestAsync(reference);
        return (request.State, request.Lines.Single(l => l.Benefit == Benefit.Stipend).State);
    }

    private async Task NothingIsGrantedAsync(string reference, RequestState state)
    {
        var request = await portal.RequestAsync(reference);
        Assert.Equal(state, request.State);
        Assert.All(request.Lines, l => Assert.Equal((LineState.Asked, null), (l.State, l.Granted)));
        Assert.Equal(0m, await portal.AskAsync(db => db.Budgets.Select(b => b.Committed).SingleAsync()));
        Assert.DoesNotContain(await portal.LettersAsync("lena@example.org"), l => l.Kind == "RequestDecided");
    }

    private async Task SleepAsync() => await ChangeAsync(c => c.FallAsleep());

    private async Task WakeAsync() => await ChangeAsync(c => c.NoteEvent(Portal.Start.UtcDateTime.AddDays(45)));

    private async Task ChangeAsync(Action<Chapter> change)
    {
        await using var db = portal.Db();
        change(await db.Chapters.SingleAsync(c => c.Slug == "oslo"));
        await db.SaveChangesAsync();
    }
}
