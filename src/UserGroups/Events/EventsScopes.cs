using UserGroups.Chapters;
using UserGroups.Data;

namespace UserGroups.Events;

/// <summary>Which events a question is about.</summary>
public static class EventsScopes
{
    /// <summary>Those with a page for everybody: announced, of a chapter with a page.</summary>
    public static IQueryable<GroupEvent> VisibleToAll(this IQueryable<GroupEvent> events) =>
        events.Where(e => e.State != EventState.Draft && !e.Chapter.IsTest
            && (e.Chapter.State == ChapterState.Active || e.Chapter.State == ChapterState.Dormant || e.Chapter.State == ChapterState.Retired));

    /// <summary>Those of lists and calendars: of chapters that live. Said like <see cref="ChaptersScopes.Listed"/>, so that events are read in their order and not chapter by chapter.</summary>
    public static IQueryable<GroupEvent> Listed(this IQueryable<GroupEvent> events) =>
        events.Where(e => !e.Chapter.IsTest && e.Chapter.State != ChapterState.Draft && e.Chapter.State != ChapterState.Submitted && e.Chapter.State != ChapterState.ChangesRequested
            && e.Chapter.State != ChapterState.Declined && e.Chapter.State != ChapterState.Retired);

    /// <summary>To come, or going on.</summary>
    public static IQueryable<GroupEvent> Upcoming(this IQueryable<GroupEvent> events, DateTime now) =>
        events.Where(e => e.State == EventState.Published && e.StartsAt > now.AddMinutes(-GroupEvent.MostMinutes) && e.EndsAt > now);

    public static IQueryable<GroupEvent> Past(this IQueryable<GroupEvent> events, DateTime now) => events.Where(e => e.State == EventState.Published && e.EndsAt <= now);

    /// <summary>Whose seat was freed at the door since then and who sits nowhere now. Their answer bears the moment of it; who gave the seat back themselves did so at another.</summary>
    public static IQueryable<Answer> FreedAtTheDoor(this IQueryable<Answer> answers, AppDbContext db, DateTime since) =>
        answers.Where(a => (a.State == AnswerState.Withdrawn || a.State == AnswerState.Waiting) && a.AnsweredAt >= since
            && db.History.Any(h => h.SubjectType == nameof(Answer) && h.SubjectId == a.Id && h.Action == FreedSeat.Action && h.At == a.AnsweredAt));
}
