using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>A year of meetups in Oslo and Lima: who answered, who came, what comes next, and a full room with a line.</summary>
public sealed class EventsDemo : IDemoPart
{
    private static readonly string[] Everybody = ["Max", "Ida", "Aino", "Pia", "Finn"];

    public IEnumerable<DemoAct> Acts(DateTimeOffset today)
    {
        foreach (var act in Past(today).SelectMany(m => Play(m, today)))
            yield return act;
        foreach (var act in Next(today).SelectMany(m => Play(m, today)))
            yield return act;
        yield return new(today.AddDays(-1), async (services, cancel) =>
            await services.GetRequiredService<EventService>().CreateAsync(await DemoCast.IdAsync(services, "Lena", cancel), await ChaptersDemo.IdAsync(services, "Oslo", cancel), Details(Draft(today)), null, cancel));
    }

    private static IEnumerable<Meetup> Past(DateTimeOffset today) =>
    [
        Oslo(today, -330, "Maps that explain themselves", "Legends nobody needs to read, shown on three maps from real work.", [Peer("Legends nobody needs", "Lena", 30), Peer("My first map, and what I would do again", "Max", 20), Pizza]) with { Came = ["Max", "Ida", "Aino"] },
        Oslo(today, -230, "From a spreadsheet to a service", "How a list on one desk became something forty people use.", [Peer("One list, forty people", "Max", 35), Vendor("What the next version brings", 15), Pizza]) with { Came = ["Max", "Aino", "Pia"] },
        Oslo(today, -135, "Five quick tips", "Five people, five tips, five minutes each.", [Peer("Five quick tips", "Lena, Max and three of you", 30), Peer("Your questions", "everybody", 30), Pizza]) with { Came = ["Max", "Ida", "Pia", "Finn"] },
        Oslo(today, -40, "When it breaks at night", "Stories of failures, what was learned, and who slept again.", [Peer("The night of the full disk", "Max", 25), Peer("A checklist that fits on a card", "Lena", 20), Pizza]) with { Came = ["Max", "Aino"] },
        Lima(today, -300, "Primeros pasos", "Para quienes empiezan: instalar, probar, preguntar.", [Peer("Instalar y probar", "Ida", 45), Peer("Preguntas", "todos", 45)]) with { Came = ["Finn", "Pia"] },
        Lima(today, -190, "Datos abiertos de la costa", "Qué datos hay, y qué se puede hacer con ellos.", [Peer("Un mapa de la costa", "Ida", 40), Vendor("Novedades", 20), Cafe]) with { Came = ["Finn", "Pia"] },
        Lima(today, -75, "Del prototipo a la producción", "Tres equipos cuentan lo que costó.", [Peer("Lo que costó", "Ida", 40), Cafe]) with { Came = ["Finn", "Pia", "Max"] },
    ];

    private static IEnumerable<Meetup> Next(DateTimeOffset today) =>
    [
        Oslo(today, 33, "Community day: vision, news, stories, tips", "A long evening: where the group goes, what is new, three stories from users and five quick tips.",
            [Peer("Where we want to be in a year", "Lena", 15), Vendor("What is new in the product", 20), Peer("Three stories from users", "Max and two more", 60), Peer("Five quick tips", "everybody", 25), Pizza]) with { Seats = 40, Yes = ["Max", "Aino", "Ida"] },
        // Three chairs and five who want them: the line is real.
        Lima(today, 19, "Taller: tu primer tablero", "Un taller pequeño, con tu propia computadora.", [Peer("Tu primer tablero, paso a paso", "Ida", 90), Cafe]) with { Kind = EventKind.Workshop, Seats = 3, Yes = ["Pia", "Finn", "Lena", "Max"] },
    ];

    private static Meetup Draft(DateTimeOffset today) => Oslo(today, 96, "Speakers wanted: your map, your story", "Ten minutes are enough. Tell us what you built.", [Peer("Your story", "you", 60), Pizza]);

    private static IEnumerable<DemoAct> Play(Meetup meetup, DateTimeOffset today)
    {
        var announced = Earlier(meetup.Begins.AddDays(-40), today.AddDays(-6));
        yield return new(announced, async (services, cancel) =>
        {
            var (events, lead) = (services.GetRequiredService<EventService>(), await DemoCast.IdAsync(services, meetup.Lead, cancel));
            var made = await events.CreateAsync(lead, await ChaptersDemo.IdAsync(services, meetup.Chapter, cancel), Details(meetup), null, cancel);
            await events.PublishAsync(lead, made.Id, cancel);
        });
        for (var i = 0; i < meetup.Yes.Length; i++)
        {
            var who = meetup.Yes[i];
            yield return new(announced.AddHours(5 + (i * 7)), (services, cancel) => AnswerAsync(services, meetup.Title, who, cancel));
        }

        foreach (var who in meetup.Came)
            yield return new(meetup.Begins.AddMinutes(-10), (services, cancel) => CheckInAsync(services, meetup.Title, who, cancel));
    }

    private static async Task AnswerAsync(IServiceProvider services, string title, string who, CancellationToken cancel)
    {
        var person = await DemoCast.IdAsync(services, who, cancel);
        await services.GetRequiredService<AnswerService>().AnswerAsync(await IdAsync(services, title, cancel), person, new AnswerWish(true), cancel);
    }

    private static async Task CheckInAsync(IServiceProvider services, string title, string who, CancellationToken cancel)
    {
        var (at, person) = (await IdAsync(services, title, cancel), await DemoCast.IdAsync(services, who, cancel));
        var answer = await services.GetRequiredService<AppDbContext>().Answers.Where(a => a.EventId == at && a.PersonId == person).Select(a => a.Id).SingleAsync(cancel);
        await services.GetRequiredService<CheckInService>().CheckInAsync(at, answer, cancel);
    }

    private static EventDetails Details(Meetup meetup) => new()
    {
        Title = meetup.Title,
        Summary = meetup.Summary,
        Body = meetup.Body,
        Kind = meetup.Kind,
        CapacityInPerson = meetup.Seats,
        Date = meetup.Date,
        Time = meetup.Time,
        TimeZone = meetup.TimeZone,
        // An evening is as long as its agenda.
        DurationMinutes = Math.Max(150, meetup.Agenda.Sum(line => line.Minutes)),
        Venue = meetup.Venue,
        Address = meetup.Address,
        Agenda = meetup.Agenda,
    };

    private static Meetup Oslo(DateTimeOffset today, int days, string title, string summary, AgendaLine[] agenda) =>
        new("Oslo", "Lena", title, summary, "Doors open half an hour before. Bring a colleague who has never been to one.", ThursdayNear(today, days), new TimeOnly(18, 0), "Europe/Oslo", "The library, small hall", "By the harbour, Oslo", agenda);

    private static Meetup Lima(DateTimeOffset today, int days, string title, string summary, AgendaLine[] agenda) =>
        new("Lima", "Ida", title, summary, "Llega diez minutos antes. **Hay café.**", ThursdayNear(today, days), new TimeOnly(19, 0), "America/Lima", "La sala del barrio", "Barranco, Lima", agenda);

    private static AgendaLine Peer(string title, string speaker, int minutes) => new(title, speaker, AgendaKind.Peer, minutes);

    private static AgendaLine Vendor(string title, int minutes) => new(title, "somebody of the vendor", AgendaKind.Vendor, minutes);

    private static AgendaLine Pizza => new("Pizza and talking", "", AgendaKind.Social, 45);

    private static AgendaLine Cafe => new("Café", "", AgendaKind.Social, 30);

    private static DateOnly ThursdayNear(DateTimeOffset today, int days)
    {
        var day = DateOnly.FromDateTime(today.UtcDateTime).AddDays(days);
        return day.AddDays(DayOfWeek.Thursday - day.DayOfWeek);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Number of an event of the story.</summary>
    public static Task<long> IdAsync(IServiceProvider services, string title, CancellationToken cancel) =>
        services.GetRequiredService<AppDbContext>().Events.Where(e => e.Title == title).Select(e => e.Id).SingleAsync(cancel);

    private sealed record Meetup(
        string Chapter, string Lead, string Title, string Summary, string Body, DateOnly Date, TimeOnly Time, string TimeZone, string Venue, string Address, AgendaLine[] Agenda)
    {
        public EventKind Kind { get; init; } = EventKind.Meetup;

        public int? Seats { get; init; }

        /// <summary>Who says yes, in the order of their answers.</summary>
        public string[] Yes { get; init; } = Everybody;

        public string[] Came { get; init; } = [];

        public DateTimeOffset Begins => new(LocalTime.Resolve(Date, Time, TimeZone).Utc, TimeSpan.Zero);
    }
}
