using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;
using UserGroups.Web.Tests.Events;
using UserGroups.Web.Tests.Sponsorship;

namespace UserGroups.Web.Tests.House;

/// <summary>A site in which every list has a row, and with each further call of <see cref="MoreAsync"/> one more.</summary>
public sealed class ListedStory : IAsyncDisposable
{
    private readonly GrantedPortal world;
    private readonly Dictionary<string, PortalClient> browsers = new(StringComparer.Ordinal);
    private string granted;
    private int count;

    private ListedStory(GrantedPortal world) => (this.world, granted) = (world, world.Reference);

    public Portal Site => world.Site;

    /// <summary>The browser of one of the cast; the empty name is a visitor's.</summary>
    public PortalClient this[string name] => browsers[name];

    public static async Task<ListedStory> OpenAsync()
    {
        var story = new ListedStory(await GrantedPortal.OpenAsync());
        var aino = await story.Site.SignInAsync("Aino");
        await SecondFactorTests.SetUpAsync(aino);
        story.browsers[""] = story.Site.Browser();
        (story.browsers["Lena"], story.browsers["Aino"], story.browsers["Max"]) = (story.world.Lena, aino, await story.Site.SignedInAsync("Max"));
        foreach (var (name, role) in new[] { ("Finn", StaffRole.Finance), ("Pia", StaffRole.Fulfilment), ("Sam", StaffRole.Administrator) })
            story.browsers[name] = await story.Site.StaffAsync(name, role);
        return story;
    }

    /// <summary>One row more in every list.</summary>
    public async Task MoreAsync()
    {
        count++;
        if (count > 1)
            granted = await world.GrantAsync();
        await world.Lena.SubmitAsync($"/requests/{granted}/payee", "Save the payee", ("Name of the payee", "Max"), ("Postal address", "Storgata 2"));
        var meetups = new List<long>();
        for (var i = 0; i < 6; i++)
            meetups.Add((await Site.AddEventAsync(OsloPortal.Details($"Evening {count}.{i}") with { Date = new DateOnly(2026, 5, 1).AddDays((count * 7) + i) })).Id);
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in new[] { "Lena", "Max", "Aino", "Pia" })
            ids[name] = await world.IdAsync(name);
        await Site.AnswerAsync(meetups[0], ids["Max"]);
        await Site.AnswerAsync(meetups[1], await Site.AddAsync($"Guest{count}"));
        await GroupsAsync(ids);
        await RequestsAsync(meetups, ids);
        await ShelvesAsync(ids["Aino"]);
        await (await Site.SignedInAsync($"Founder{count}")).ApplyAsync($"Founded {count}");
        await PastAsync(ids["Lena"]);
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    // Groups that Lena leads and Max is in, one of them asleep; each has written: one letter went out, another waits for staff.
    private async Task GroupsAsync(Dictionary<string, long> ids)
    {
        await Site.AddGroupAsync($"Asleep {count}", ChapterState.Dormant);
        var group = await Site.AddGroupAsync($"Group {count}");
        await Site.OrganizeAsync(group, ids["Lena"], OrganizerRole.Lead);
        await Site.UseAsync<MembershipService>(m => m.JoinAsync(ids["Max"], group, [ConsentService.NewsTick]));
        var oslo = await Site.AskAsync(db => db.Chapters.Where(c => c.Slug == "oslo").Select(c => c.Id).SingleAsync());
        await using var db = Site.Db();
        db.Organizers.Add(new Organizer(await db.Chapters.SingleAsync(c => c.Id == oslo), await Site.AddAsync($"Host{count}"), OrganizerRole.Host, Site.Clock.Now()));
        db.Announcements.AddRange(Letter(group, ids["Lena"], sent: true), Letter(oslo, ids["Lena"], sent: true));
        db.Announcements.Add(Letter(await Site.AddGroupAsync($"Writing {count}"), ids["Lena"], sent: false));
        await db.SaveChangesAsync();
    }

    private Announcement Letter(long chapter, long writer, bool sent)
    {
        var letter = new Announcement(chapter, $"letter-{count}", $"Letter {count}", "We meet.", writer, null, Site.Clock.Now());
        letter.Submit(Site.Clock.Now());
        if (sent)
            letter.Send(1, 0, Site.Clock.Now());
        return letter;
    }

    // One in each part of the queue; the lines of the one in full wait for whoever pays, publishes, hands out and packs.
    private async Task RequestsAsync(List<long> meetups, Dictionary<string, long> ids)
    {
        var (now, oslo) = (Site.Clock.Now(), await Site.AskAsync(db => db.Events.Where(e => e.Id == meetups[0]).Select(e => e.ChapterId).SingleAsync()));
        await using var db = Site.Db();
        var asked = meetups.Take(5).Select((meetup, i) =>
        {
            var request = new SponsorshipRequest(oslo, meetup, ids["Lena"], now);
            request.Submit(new RequestAnswers(30, "Food.", [.. BenefitWords.All.Select(b => new AskedBenefit(b, 1, "For the evening."))]), $"SR-2025-{(count * 10) + i:0000}", ids["Lena"], 5, now);
            return request;
        }).ToList();
        asked[1].RequestChanges(ids["Aino"], "Say more.", RequestFields.Plan, now);
        asked[2].Decide(ids["Aino"], [.. BenefitWords.All.Select(b => new LineVerdict(b, 1, null))], null, now.AddDays(14), now.AddDays(60), now);
        asked[3].Decide(ids["Aino"], [.. BenefitWords.All.Select(b => new LineVerdict(b, 0, "Not now."))], null, now.AddDays(14), now.AddDays(60), now);
        asked[4].Decide(ids["Aino"], [.. BenefitWords.All.Select(b => new LineVerdict(b, 1, null))], null, now.AddDays(14), now.AddDays(60), now);
        db.SponsorshipRequests.AddRange(asked);
        await db.SaveChangesAsync();
        db.Parcels.Add(new Parcel(asked[4].Lines.Single(l => l.Benefit == Benefit.Swag).Id, oslo, ids["Pia"], now));
        await db.SaveChangesAsync();
        var reported = asked[4].Id;
        await db.InTransactionAsync(token => db.SponsorshipRequests.Where(r => r.Id == reported).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RequestState.AwaitingReport), token));
    }

    private async Task ShelvesAsync(long aino)
    {
        await world.UseAsync<CatalogueService>(s => s.AddAsync(aino, $"Sticker {count}", null, 1.50m, 100, []));
        await world.UseAsync<BudgetService>(s => s.CreateAsync(aino, new DateOnly(2026, 1, 1), 12, "online", BenefitWords.All[count], 100));
    }

    // What was, for the page of the group and its feeds.
    private async Task PastAsync(long lena)
    {
        await using var db = Site.Db();
        var oslo = await db.Chapters.SingleAsync(c => c.Slug == "oslo");
        var details = OsloPortal.Details($"Before {count}") with { Date = new DateOnly(2026, 2, count) };
        db.Events.Add(GroupEvent.Imported(oslo, $"before-{count}", details, $"before {count} {lena}", Site.Clock.Now()));
        await db.SaveChangesAsync();
    }
}
