using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using UserGroups.Events;

namespace UserGroups.Web.Events;

/// <summary>An event as typed. What most evenings share is filled in already, so that title and date are enough.</summary>
public sealed class EventForm
{
    /// <summary>Agenda lines the form offers beyond those there are.</summary>
    private const int EmptyLines = 3;

    [Required, StringLength(GroupEvent.TitleLength), Display(Name = "Title")]
    public string Title { get; set; } = "";

    [Required, Display(Name = "Date"), DataType(DataType.Date)]
    public DateOnly? Date { get; set; }

    [Required, Display(Name = "Begins"), DataType(DataType.Time)]
    public TimeOnly? Time { get; set; }

    [Required, Range(15, GroupEvent.MostMinutes), Display(Name = "Lasts")]
    public int? DurationMinutes { get; set; }

    [Required, Display(Name = "How people take part")]
    public EventMode? Mode { get; set; }

    [StringLength(GroupEvent.VenueLength), Display(Name = "Where")]
    public string? Venue { get; set; }

    [StringLength(GroupEvent.AddressLength), Display(Name = "Address")]
    public string? Address { get; set; }

    [Range(1, GroupEvent.MostSeats), Display(Name = "Seats in the room")]
    public int? CapacityInPerson { get; set; }

    [StringLength(GroupEvent.LinkLength), Display(Name = "Online link")]
    public string? OnlineLink { get; set; }

    [Range(1, GroupEvent.MostSeats), Display(Name = "Seats online")]
    public int? CapacityOnline { get; set; }

    [StringLength(GroupEvent.SummaryLength), Display(Name = "In one sentence")]
    public string? Summary { get; set; }

    [StringLength(GroupEvent.BodyLength), Display(Name = "What will happen")]
    public string? Body { get; set; }

    public List<AgendaForm> Agenda { get; set; } = [];

    [Required, Display(Name = "Kind")]
    public EventKind? Kind { get; set; }

    [Required, StringLength(64), Display(Name = "Time zone")]
    public string TimeZone { get; set; } = "";

    /// <summary>The version the person saw.</summary>
    public int Version { get; set; }

    /// <summary>The same form sent twice makes one event.</summary>
    public Guid? FormKey { get; set; }

    [BindNever]
    internal DeskChapter Chapter { get; set; } = null!;

    /// <summary>What a new form is filled in with.</summary>
    [BindNever]
    internal string Rest { get; set; } = "You can fill in the rest later";

    /// <summary>Null for a new one.</summary>
    [BindNever]
    internal GroupEvent? Changed { get; set; }

    public static readonly IReadOnlyList<SelectListItem> Modes = [.. Enum.GetValues<EventMode>().Select(m => new SelectListItem(EventWords.Of(m), m.ToString()))];

    public static readonly IReadOnlyList<SelectListItem> Kinds = [.. Enum.GetValues<EventKind>().Select(k => new SelectListItem(EventWords.Of(k), k.ToString()))];

    /// <summary>A new event, like the chapter's last one four weeks later.</summary>
    /// <param name="chapter">Whose.</param>
    /// <param name="last">Its last event; null for the first.</param>
    /// <param name="today">Where the group is.</param>
    /// <param name="named">The date of the first meetup as the application named it.</param>
    public static EventForm Next(DeskChapter chapter, GroupEvent? last, DateOnly today, DateOnly? named = null)
    {
        var form = last is null
            ? new EventForm { Time = new TimeOnly(18, 30), DurationMinutes = 120, Mode = EventMode.InPerson, Kind = EventKind.Meetup, TimeZone = chapter.TimeZone }
            : Of(last, chapter);
        var isNamed = last is null && named > today;
        form.Date = isNamed ? named : last is null ? today.AddDays(28) : After(last.Date, today);
        form.Rest = last is not null ? "The rest is as last time" : isNamed ? "The date is the one you named when you applied; you can fill in the rest later" : "You can fill in the rest later";
        (form.Title, form.Summary, form.Body, form.Agenda, form.Version) = ("", null, null, [], 0);
        form.FormKey = Guid.NewGuid();
        return form.With(chapter, null);
    }

    public static EventForm Of(GroupEvent shown, DeskChapter chapter) => new EventForm
    {
        Title = shown.Title,
        Summary = shown.Summary,
        Body = shown.Body,
        Kind = shown.Kind,
        Mode = shown.Mode,
        Date = shown.Date,
        Time = shown.Time,
        DurationMinutes = shown.DurationMinutes,
        TimeZone = shown.TimeZone,
        Venue = shown.Venue,
        Address = shown.Address,
        OnlineLink = shown.OnlineLink,
        CapacityInPerson = shown.CapacityInPerson,
        CapacityOnline = shown.CapacityOnline,
        Version = shown.Version,
        Agenda = [.. shown.Details.Agenda.Select(a => new AgendaForm { Title = a.Title, Speaker = a.Speaker, Kind = a.Kind, Minutes = a.Minutes })],
    }.With(chapter, shown);

    /// <summary>Ready to be shown: with the chapter and some empty lines of agenda.</summary>
    public EventForm With(DeskChapter chapter, GroupEvent? changed)
    {
        (Chapter, Changed) = (chapter, changed);
        var lines = Math.Min(AgendaItem.MostLines, Agenda.Count(a => !a.IsEmpty) + EmptyLines);
        while (Agenda.Count < lines)
            Agenda.Add(new AgendaForm());
        return this;
    }

    /// <summary>Date and time could be read, so what follows from them can be asked.</summary>
    internal bool KnowsWhen => Date is not null && Time is not null;

    /// <summary>What was typed. Where nothing could be read stands what breaks no rule: the field says so already.</summary>
    /// <param name="today">Stands for a date that could not be read.</param>
    public EventDetails Details(DateOnly today) => new()
    {
        Title = Title ?? "",
        Summary = Summary ?? "",
        Body = Body ?? "",
        Kind = Kind ?? EventKind.Meetup,
        Mode = Mode ?? EventMode.InPerson,
        Date = Date ?? today,
        Time = Time ?? default,
        DurationMinutes = DurationMinutes ?? 120,
        TimeZone = TimeZone ?? "",
        Venue = Venue ?? "",
        Address = Address ?? "",
        OnlineLink = OnlineLink ?? "",
        CapacityInPerson = CapacityInPerson,
        CapacityOnline = CapacityOnline,
        Agenda = [.. Agenda.Select(a => a.Line)],
    };

    /// <summary>The same weekday, four weeks on, as often as needed to lie ahead.</summary>
    public static DateOnly After(DateOnly last, DateOnly today)
    {
        var next = last.AddDays(28);
        return next > today ? next : next.AddDays(((today.DayNumber - next.DayNumber) / 28 + 1) * 28);
    }
}

/// <summary>One line of the agenda; without a title, a speaker and minutes it is not there.</summary>
public sealed class AgendaForm
{
    public static readonly IReadOnlyList<SelectListItem> Kinds = [new("A peer", "Peer"), new("The vendor", "Vendor"), new("Social time", "Social")];

    [StringLength(AgendaItem.TitleLength), Display(Name = "What")]
    public string? Title { get; set; }

    [StringLength(AgendaItem.SpeakerLength), Display(Name = "Who")]
    public string? Speaker { get; set; }

    [Display(Name = "Led by")]
    public AgendaKind Kind { get; set; }

    [Range(1, AgendaItem.MostMinutes), Display(Name = "Minutes")]
    public int? Minutes { get; set; }

    public AgendaLine Line => new(Title ?? "", Speaker ?? "", Kind, Minutes ?? 0);

    public bool IsEmpty => Line.IsEmpty;
}
