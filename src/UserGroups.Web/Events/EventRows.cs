using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>An event in one row of a list.</summary>
public sealed record EventOnList(
    long Id, string Slug, string Title, string ChapterName, string CityName, string Venue, EventMode Mode, EventState State, DateTime StartsAt, DateTime EndsAt, string TimeZone,
    int? CapacityInPerson, int TakenInPerson, int? CapacityOnline, int TakenOnline)
{
    public static readonly Expression<Func<GroupEvent, EventOnList>> Shape = e => new EventOnList(
        e.Id, e.Slug, e.Title, e.Chapter.Name, e.Chapter.CityName, e.Venue, e.Mode, e.State, e.StartsAt, e.EndsAt, e.TimeZone,
        e.CapacityInPerson, e.TakenInPerson, e.CapacityOnline, e.TakenOnline);

    public string Place => Mode == EventMode.Online ? "Online" : string.Join(", ", new[] { Venue, CityName }.Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)) + (Mode == EventMode.Hybrid ? " and online" : "");

    public DateTime LocalStart
    {
        get
        {
            var (date, time) = LocalTime.FromUtc(StartsAt, TimeZone);
            return date.ToDateTime(time);
        }
    }

    public EventTeaser Teaser(DateTime now)
    {
        var (note, tone) = Note(now);
        return new EventTeaser(Title, ChapterName, Place, $"/events/{Slug}", Slug, LocalStart, TimeZone, note, tone);
    }

    public (string? Note, StateTone Tone) Note(DateTime now) => State switch
    {
        EventState.Draft => ("Draft", StateTone.Quiet),
        EventState.Cancelled => ("Cancelled", StateTone.Bad),
        EventState.Postponed => ("Postponed", StateTone.Warn),
        _ when EndsAt <= now => (null, StateTone.Quiet),
        _ when StartsAt <= now => ("Now", StateTone.Accent),
        _ => SeatsNote(),
    };

    private (string?, StateTone) SeatsNote()
    {
        int?[] free = [Mode == EventMode.Online ? 0 : Free(CapacityInPerson, TakenInPerson), Mode == EventMode.InPerson ? 0 : Free(CapacityOnline, TakenOnline)];
        if (free.Any(f => f is null))
            return (null, StateTone.Quiet);
        var left = free.Sum() ?? 0;
        return left switch
        {
            0 => ("Waiting list", StateTone.Warn),
            <= 10 => (left == 1 ? "1 seat left" : $"{left} seats left", StateTone.Good),
            _ => (null, StateTone.Quiet),
        };
    }

    private static int? Free(int? capacity, int taken) => capacity is int seats ? Math.Max(0, seats - taken) : null;
}

/// <summary>What the list is narrowed to, as typed.</summary>
public sealed class EventFilter
{
    public const int SearchLength = 100;

    public string? Q { get; set; }

    public string? Country { get; set; }

    public bool Online { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Q) && string.IsNullOrEmpty(Country) && !Online;
}

/// <summary>Lists of events.</summary>
public static class EventRows
{
    public static readonly KeysetOrder<GroupEvent, DateTime, long> SoonestFirst = KeysetOrder.By<GroupEvent, DateTime, long>(e => e.StartsAt, e => e.Id);

    public static readonly KeysetOrder<GroupEvent, DateTime, long> LatestFirst = KeysetOrder.ByDescending<GroupEvent, DateTime, long>(e => e.StartsAt, e => e.Id);

    private const int OnHome = 5;

    public static IQueryable<GroupEvent> Where(this IQueryable<GroupEvent> events, EventFilter filter)
    {
        var typed = filter.Q is { Length: > EventFilter.SearchLength } q ? q[..EventFilter.SearchLength] : filter.Q;
        foreach (var word in SearchText.Words(typed).Take(6))
            events = events.Where(e => e.SearchWords.Contains(word));
        if (filter.Country is { Length: 2 } country)
            events = events.Where(e => e.Chapter.CountryCode == country);
        return filter.Online ? events.Where(e => e.Mode != EventMode.InPerson) : events;
    }

    public static async ValueTask<IReadOnlyList<EventTeaser>> HomeAsync(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var db = context.RequestServices.GetRequiredService<AppDbContext>();
        var rows = await context.RequestServices.GetRequiredService<PublicFacts>().ReadAsync("home events", () => db.Events.AsNoTracking().Upcoming(now).Listed().OrderBy(e => e.StartsAt).ThenBy(e => e.Id).Take(OnHome).Select(EventOnList.Shape).ToListAsync(context.RequestAborted));
        return [.. rows.Select(r => r.Teaser(now))];
    }
}
