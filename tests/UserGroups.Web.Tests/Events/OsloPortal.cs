using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Events;

/// <summary>The site with the chapter Oslo that Lena leads and Vera hosts for, and its meetups.</summary>
public static class OsloPortal
{
    public static async Task<long> AddOsloAsync(this Portal portal)
    {
        var lena = await portal.AddAsync("Lena");
        var vera = await portal.AddAsync("Vera");
        await using var db = portal.Db();
        var oslo = Chapter.Existing("Oslo", "oslo", null, Portal.Start.UtcDateTime);
        db.Add(oslo);
        await db.SaveChangesAsync();
        db.AddRange(new Organizer(oslo, lena, OrganizerRole.Lead, Portal.Start.UtcDateTime), new Organizer(oslo, vera, OrganizerRole.Host, Portal.Start.UtcDateTime));
        await db.SaveChangesAsync();
        return oslo.Id;
    }

    public static EventDetails Details(string title, int? seats = null) => new()
    {
        Title = title,
        Summary = "An evening about maps.",
        Body = "Bring *your* map.",
        CapacityInPerson = seats,
        Venue = "Deichman",
        Address = "Oslo S",
        Date = new DateOnly(2026, 3, 20),
        Time = new TimeOnly(18, 0),
        TimeZone = "Europe/Oslo",
        Agenda = [new("Tiles by hand", "Max", AgendaKind.Peer, 30)],
    };

    public static async Task<GroupEvent> AddEventAsync(this Portal portal, EventDetails details, bool publish = true)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var lena = await db.People.Where(p => p.Name == "Lena").Select(p => p.Id).SingleAsync();
        var chapter = await db.Chapters.Where(c => c.Slug == "oslo").Select(c => c.Id).SingleAsync();
        var service = scope.ServiceProvider.GetRequiredService<EventService>();
        var made = await service.CreateAsync(lena, chapter, details);
        if (publish)
            await service.PublishAsync(lena, made.Id);
        return made;
    }

    public static Task<GroupEvent> EventAsync(this Portal portal, string slug) =>
        portal.AskAsync(db => db.Events.AsNoTracking().Include(e => e.Agenda).SingleAsync(e => e.Slug == slug));

    public static async Task<Answer> AnswerAsync(this Portal portal, long eventId, long personId, int guests = 0)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AnswerService>().AnswerAsync(eventId, personId, new AnswerWish(true, SeatKind.InPerson, guests));
    }
}
