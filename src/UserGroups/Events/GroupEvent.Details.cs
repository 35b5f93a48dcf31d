using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>What an event is about, when and where; and what a change of it means.</summary>
public sealed partial class GroupEvent
{
    /// <summary>Takes everything the organizer said, after checking it.</summary>
    /// <returns>What has changed for people with a seat.</returns>
    /// <exception cref="RuleException">Something cannot be so; nothing is changed.</exception>
    public EventChange Describe(EventDetails details, DateTime now)
    {
        if (State == EventState.Cancelled)
            throw new RuleException("This event is cancelled; copy it to hold it another time.");
        if (State == EventState.Published && StartsAt <= now)
            throw new RuleException("This event has begun; what happened stays as it was.");
        var checkedLines = CheckedAgenda(details.Agenda);
        var when = CheckedTime(details, now);
        if (State == EventState.Published && when <= now)
            throw new RuleException("A published event cannot be moved into the past.", "Date");
        RequireShape(details);
        RequireRoomForThoseSeated(details.Mode);

        var changes = ChangesTo(details, when, checkedLines);
        Title = OneLine(details.Title, TitleLength, "Title", "Give it a title");
        Summary = OneLine(details.Summary, SummaryLength, "Summary", null);
        Body = Text(details.Body, BodyLength, "Body");
        (Kind, Mode) = (details.Kind, details.Mode);
        (Date, Time, DurationMinutes, TimeZone) = (details.Date, details.Time, details.DurationMinutes, details.TimeZone);
        (StartsAt, EndsAt) = (when, when.AddMinutes(details.DurationMinutes));
        Venue = details.Mode == EventMode.Online ? "" : OneLine(details.Venue, VenueLength, "Venue", null);
        Address = details.Mode == EventMode.Online ? "" : OneLine(details.Address, AddressLength, "Address", null);
        OnlineLink = details.Mode == EventMode.InPerson ? "" : CheckedLink(details.OnlineLink);
        SetCapacity(details.CapacityInPerson, details.CapacityOnline);
        if (changes.HasFlag(EventChange.Agenda))
        {
            agenda.Clear();
            agenda.AddRange(checkedLines);
        }

        SearchWords = SearchText.Normalise($"{Title} {Chapter.Name} {Chapter.CityName} {(Chapter.CountryCode.Length == 0 ? "" : Countries.Name(Chapter.CountryCode))}", SearchLength);
        Touch(now, calendar: State != EventState.Draft && (changes & (EventChange.Words | EventChange.When | EventChange.Where)) != EventChange.None);
        return changes;
    }

    /// <summary>Says what is wrong with the details of an event to be made, without making it.</summary>
    /// <exception cref="RuleException">Something cannot be so.</exception>
    public static void Check(EventDetails details, DateTime now)
    {
        CheckedAgenda(details.Agenda);
        CheckedTime(details, now);
        RequireShape(details);
        OneLine(details.Title, TitleLength, "Title", "Give it a title");
        OneLine(details.Summary, SummaryLength, "Summary", null);
        Text(details.Body, BodyLength, "Body");
        OneLine(details.Venue, VenueLength, "Venue", null);
    }

    private EventChange ChangesTo(EventDetails details, DateTime when, List<AgendaItem> lines)
    {
        var changes = EventChange.None;
        if (Title != details.Title.Trim() || Summary != (details.Summary ?? "").Trim() || Body != Text(details.Body, BodyLength, "Body"))
            changes |= EventChange.Words;
        if (StartsAt != when || TimeZone != details.TimeZone || DurationMinutes != details.DurationMinutes)
            changes |= EventChange.When;
        if (Mode != details.Mode || Venue != (details.Venue ?? "").Trim() || Address != (details.Address ?? "").Trim() || OnlineLink != (details.OnlineLink ?? "").Trim())
            changes |= EventChange.Where;
        if (CapacityInPerson != details.CapacityInPerson || CapacityOnline != details.CapacityOnline)
            changes |= EventChange.Capacity;
        if (!agenda.OrderBy(a => a.Position).Select(a => a.Line).SequenceEqual(lines.Select(a => a.Line)))
            changes |= EventChange.Agenda;
        return changes;
    }

    private static DateTime CheckedTime(EventDetails details, DateTime now)
    {
        LocalTime.Zone(details.TimeZone, "TimeZone");
        if (details.DurationMinutes is < 15 or > MostMinutes)
            throw new RuleException("It lasts 15 minutes to 14 days.", "DurationMinutes");
        if (details.Date.Year < 2000 || details.Date > DateOnly.FromDateTime(now).AddYears(5))
            throw new RuleException("Choose a date within the next five years.", "Date");
        var (utc, kind) = LocalTime.Resolve(details.Date, details.Time, details.TimeZone);
        if (kind == LocalTimeKind.Skipped)
            throw new RuleException($"On that day the clocks in {LocalTime.Place(details.TimeZone)} skip {LocalTime.FormatTime(details.Time, System.Globalization.CultureInfo.InvariantCulture)}. Choose a time before or after.", "Time");
        return utc;
    }

    private static void RequireShape(EventDetails details)
    {
        if (!Enum.IsDefined(details.Kind))
            throw new RuleException("Choose the kind of event from the list.", "Kind");
        if (!Enum.IsDefined(details.Mode))
            throw new RuleException("Say whether it is in person, online or both.", "Mode");
    }

    private static List<AgendaItem> CheckedAgenda(IReadOnlyList<AgendaLine> lines)
    {
        if (lines.Count > AgendaItem.MostLines)
            throw new RuleException($"An agenda has at most {AgendaItem.MostLines} lines.", "Agenda");
        return [.. lines.Select((line, i) => new AgendaItem(i + 1, line))];
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
            throw new RuleException($"{required}.", field);
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
