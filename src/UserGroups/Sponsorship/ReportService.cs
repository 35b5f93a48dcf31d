using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What the organizers tell afterwards.</summary>
public sealed class ReportService(AppDbContext db, RequestLoad load, RequestJournal journal, TimeProvider time)
{
    /// <summary>People who came, as the door counted them, with their guests.</summary>
    public Task<int> AttendanceAsync(long eventId, CancellationToken cancel = default) =>
        db.Answers.AsNoTracking().Where(a => a.EventId == eventId && a.State == AnswerState.Seated && a.CheckedInAt != null).SumAsync(a => 1 + a.Guests, cancel);

    /// <summary>Sends the report; once, it stays as it was sent.</summary>
    /// <exception cref="RuleException">Too early, sent already, or something is missing.</exception>
    public Task SubmitAsync(long personId, long requestId, int seenVersion, ReportAnswers answers, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                if (request.Event is null)
                    throw new RuleException("A request of the chapter itself needs no report.");
                if (request.Event.State != EventState.Published)
                    throw new RuleException("This event did not take place, so there is nothing to report.");
                var taken = request.SubmitReport(answers, personId, request.Event.EndsAt, time.Now());
                await journal.WriteAsync(request, taken, personId, new { request.Report!.Attendance, request.Report.Spent }, null, token);
                await db.SaveChangesAsync(token);
            },
            cancel);
}
