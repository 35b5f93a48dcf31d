using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>What can be said of an event and what cannot. Everything wrong is named at once, each beside its field.</summary>
public sealed partial class GroupEvent
{
    private const string NoTitle = "Give it a title.";

    /// <summary>Says what is wrong with the details of an event to be made, without making it.</summary>
    /// <param name="details">What was typed.</param>
    /// <param name="now">UTC.</param>
    /// <param name="knowsWhen">False when date or time could not be read: what follows from them is not asked then.</param>
    /// <exception cref="RuleException">Names every field that cannot be so.</exception>
    public static void Check(EventDetails details, DateTime now, bool knowsWhen = true)
    {
        var broken = new BrokenRules();
        Gather(broken, details, now, knowsWhen);
        broken.Throw();
    }

    /// <summary>Says what is wrong with new details of this event, without taking them.</summary>
    /// <inheritdoc cref="Check" />
    public void Require(EventDetails details, DateTime now, bool knowsWhen = true)
    {
        if (State == EventState.Cancelled)
            throw new RuleException("This event is cancelled; copy it to hold it another time.");
        if (State == EventState.Published)
            RequireNotBegun(now);
        var broken = new BrokenRules();
        Gather(broken, details, now, knowsWhen);
        if (State == EventState.Published && knowsWhen && !broken.Concern("Date", "Time", "TimeZone") && CheckedStart(details) <= now)
            broken.Add("A published event cannot be moved into the past. Choose a date to come.", "Date");
        broken.Try(() => RequireRoomForThoseSeated(details.Mode));
        broken.Throw();
    }

    private static void Gather(BrokenRules broken, EventDetails details, DateTime now, bool knowsWhen)
    {
        broken.Try(() => { OneLine(details.Title, TitleLength, "Title", NoTitle); });
        GatherWhen(broken, details, now, knowsWhen);
        if (!Enum.IsDefined(details.Mode))
            broken.Add("Say whether it is in person, online or both.", "Mode");
        if (details.Mode != EventMode.Online)
        {
            broken.Try(() => { OneLine(details.Venue, VenueLength, "Venue", null); });
            broken.Try(() => { OneLine(details.Address, AddressLength, "Address", null); });
        }

        broken.Try(() => { CheckedCapacity(details.Mode, details.CapacityInPerson, SeatKind.InPerson, nameof(CapacityInPerson)); });
        if (details.Mode != EventMode.InPerson)
            broken.Try(() => { CheckedLink(details.OnlineLink); });
        broken.Try(() => { CheckedCapacity(details.Mode, details.CapacityOnline, SeatKind.Online, nameof(CapacityOnline)); });
        broken.Try(() => { OneLine(details.Summary, SummaryLength, "Summary", null); });
        broken.Try(() => { Text(details.Body, BodyLength, "Body"); });
        CheckedAgenda(details.Agenda, broken);
        if (!Enum.IsDefined(details.Kind))
            broken.Add("Choose the kind of event from the list.", "Kind");
    }

    private static void GatherWhen(BrokenRules broken, EventDetails details, DateTime now, bool knowsWhen)
    {
        if (details.Date.Year < 2000 || details.Date > DateOnly.FromDateTime(now).AddYears(5))
            broken.Add("Choose a date within the next five years.", "Date");
        if (details.DurationMinutes is < 15 or > MostMinutes)
            broken.Add("It lasts 15 minutes to 14 days.", "DurationMinutes");
        broken.Try(() => { LocalTime.Zone(details.TimeZone, "TimeZone"); });
        if (knowsWhen && !broken.Concern("Date", "TimeZone"))
            broken.Try(() => { CheckedStart(details); });
    }

    private static DateTime CheckedStart(EventDetails details)
    {
        var (utc, kind) = LocalTime.Resolve(details.Date, details.Time, details.TimeZone);
        if (kind == LocalTimeKind.Skipped)
            throw new RuleException($"On that day the clocks in {LocalTime.Place(details.TimeZone)} skip {LocalTime.FormatTime(details.Time, System.Globalization.CultureInfo.InvariantCulture)}. Choose a time before or after.", "Time");
        return utc;
    }

    // Lines keep their number on the form, so that what is wrong with one stands beside it; empty ones are left out.
    private static List<AgendaItem> CheckedAgenda(IReadOnlyList<AgendaLine> lines, BrokenRules broken)
    {
        var items = new List<AgendaItem>();
        if (lines.Count(line => !line.IsEmpty) > AgendaItem.MostLines)
            broken.Add($"An agenda has at most {AgendaItem.MostLines} lines. Put some of them together.", "Agenda");
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, number, position) = (lines[i], i, items.Count + 1);
            if (!line.IsEmpty && broken.Try(() => new AgendaItem(position, line, number)) is AgendaItem item)
                items.Add(item);
        }

        return items;
    }

    private static string CheckedLink(string? link)
    {
        var trimmed = (link ?? "").Trim();
        if (trimmed.Length == 0)
            return "";
        var good = trimmed.Length <= LinkLength && Uri.TryCreate(trimmed, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && !trimmed.Any(char.IsControl);
        return good ? trimmed : throw new RuleException("The online link begins with https:// and has at most 500 characters.", "OnlineLink");
    }

    private static string OneLine(string? text, int length, string field, string? required)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 && required is not null)
            throw new RuleException(required, field);
        if (trimmed.Length > length || trimmed.Any(char.IsControl))
            throw new RuleException($"Use one line of at most {length} characters.", field);
        return trimmed;
    }

    private static string Text(string? text, int length, string field)
    {
        var trimmed = (text ?? "").ReplaceLineEndings("\n").Trim();
        return trimmed.Length <= length ? trimmed : throw new RuleException($"Use at most {length} characters.", field);
    }
}
