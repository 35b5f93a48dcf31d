using UserGroups.Shared;

namespace UserGroups.Events;

public static class EventsSettings
{
    private const string Group = "Events";

    public static readonly Setting<int> MaxGuests = Setting.WholeNumber("events.max-guests", Group, "Guests per answer", 3, 0, 10, "guests",
        "How many people somebody may bring; each takes a seat.");

    public static readonly Setting<int> OfferHours = Setting.WholeNumber("events.offer-hours", Group, "Offered seat held for", 12, 1, 72, "hours",
        "How long a freed seat waits for the first in line before the next is asked.");

    public static readonly Setting<int> OfferHoursLastDay = Setting.WholeNumber("events.offer-hours-last-day", Group, "Offered seat held on the last day", 2, 1, 12, "hours",
        "The same inside the last day before the event.");

    public static readonly Setting<int> FirstReminderHours = Setting.WholeNumber("events.first-reminder-hours", Group, "First reminder", 48, 4, 336, "hours before",
        "When people with a seat hear of the event again.");

    public static readonly Setting<int> SecondReminderHours = Setting.WholeNumber("events.second-reminder-hours", Group, "Second reminder", 3, 1, 24, "hours before",
        "The last word before the event: where, and how to give the seat back.");

    public static readonly Setting<int> NextDateDays = Setting.WholeNumber("events.next-date-days", Group, "Ask for the next date after", 14, 1, 90, "days",
        "When the organizer is reminded that no next event is announced.");

    public static readonly IReadOnlyList<Setting> All = [MaxGuests, OfferHours, OfferHoursLastDay, FirstReminderHours, SecondReminderHours, NextDateDays];
}
