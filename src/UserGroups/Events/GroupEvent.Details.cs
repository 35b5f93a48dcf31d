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
        Require(details, now);
        var (when, checkedLines) = (CheckedStart(details), CheckedAgenda(details.Agenda, new BrokenRules()));
        var changes = ChangesTo(details, when, checkedLines);
        Title = OneLine(details.Title, TitleLength, "Title", NoTitle);
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
}
