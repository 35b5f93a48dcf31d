using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship;

/// <summary>What organizers do with a request. Who may is asked before (<see cref="SponsorshipAccess"/>).</summary>
public sealed class RequestService(
    AppDbContext db, FormTokens forms, RequestGate gate, RequestLoad load, LineService lines, RequestJournal journal, RequestPost post, SettingsService settings, TimeProvider time)
{
    /// <summary>Keeps what was typed; begins the draft when there is none. The same text again changes nothing.</summary>
    /// <param name="personId">Who types.</param>
    /// <param name="chapterId">Of which chapter.</param>
    /// <param name="eventId">For which event; null for the chapter itself.</param>
    /// <param name="typed">As typed.</param>
    /// <param name="seenVersion">The version the person saw; 0 when there was none.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The version to send along next time.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Another organizer, or another tab, was faster.</exception>
    public async Task<int> KeepAsync(long personId, long chapterId, long? eventId, TypedRequest typed, int seenVersion, CancellationToken cancel = default)
    {
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    var request = await load.ActiveAsync(chapterId, eventId, token);
                    if (request is null)
                        db.SponsorshipRequests.Add(request = new SponsorshipRequest(chapterId, eventId, personId, time.Now()));
                    else if (request.Typed == typed)
                        return request.Version;
                    else if (request.Version != seenVersion)
                        throw new DbUpdateConcurrencyException("This request was changed while you were typing.");
                    request.Keep(typed, time.Now());
                    await db.SaveChangesAsync(token);
                    return request.Version;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new DbUpdateConcurrencyException("Somebody began this request at the same moment.", error);
        }
    }

    /// <summary>Throws a draft away. Nothing was asked for, so nothing is kept.</summary>
    public Task DiscardAsync(long requestId, CancellationToken cancel = default) =>
        db.InTransactionAsync(token => db.SponsorshipRequests.Where(r => r.Id == requestId && r.State == RequestState.Draft).ExecuteDeleteAsync(token), cancel);

    /// <summary>Sends it. The same form sent many times sends once, and everybody is led to the same reference.</summary>
    /// <param name="personId">Who sends it.</param>
    /// <param name="requestId">Which.</param>
    /// <param name="seenVersion">The version whose answers the person checked.</param>
    /// <param name="formKey">Key of the form.</param>
    /// <param name="culture">How the person writes numbers.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The reference.</returns>
    public Task<string> SubmitAsync(long personId, long requestId, int seenVersion, Guid formKey, CultureInfo culture, CancellationToken cancel = default) =>
        forms.OnceAsync(
            formKey, personId,
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                var values = await settings.ReadAsync(token);
                var now = time.Now();
                var taken = SponsorshipFlow.Require(request.State, RequestStep.Submit, RequestState.Submitted);
                var answers = RequestReading.Read(request.Typed, request.EventId is not null, values.Get(SponsorshipSettings.StipendCap), culture);
                await gate.RequireOpenAsync(request.Chapter, request.Event, answers.Benefits.SingleOrDefault(b => b.Benefit == Benefit.Stipend)?.Asked ?? 0, request.SubmittedAt is null, token);
                var gone = request.Lines.Where(l => answers.Benefits.All(b => b.Benefit != l.Benefit)).ToList();
                var reference = request.Reference ?? await ReferenceCounter.NextAsync(db, now.Year, token);
                request.Submit(answers, reference, personId, values.Get(SponsorshipSettings.DecisionDays), now);
                db.BenefitLines.RemoveRange(gone);
                await journal.WriteAsync(request, taken, personId, new { Asked = RequestPost.Asked(request), request.Headcount, Due = request.Clock!.DueAt }, null, token);
                await db.SaveChangesAsync(token);
                return reference;
            },
            cancel);

    /// <summary>The organizers no longer want it; money and stock go back.</summary>
    public Task WithdrawAsync(long personId, long requestId, int seenVersion, string? reason, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                var taken = request.Withdraw(reason, time.Now());
                foreach (var line in request.Lines.Where(l => l.State is LineState.Accepted or LineState.Reduced))
                    await lines.ReleaseLineAsync(line, "The organizers withdrew the request.", token);
                await journal.WriteAsync(request, taken, personId, null, request.EndReason, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Undoes a withdrawal of something that was not decided yet.</summary>
    public Task RestoreAsync(long personId, long requestId, int seenVersion, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                await gate.RequireOpenAsync(request.Chapter, request.Event, 0, isFirst: false, token);
                if (await load.ActiveAsync(request.ChapterId, request.EventId, token) is not null)
                    throw new RuleException("There is another request for the same by now; go on with that one.");
                await journal.WriteAsync(request, request.Restore(time.Now()), personId, null, null, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Writes a comment both sides read, or a note only staff read. The same form sent twice writes once.</summary>
    public Task CommentAsync(long personId, long requestId, string? text, bool isForStaff, bool byStaff, Guid formKey, CancellationToken cancel = default) =>
        forms.OnceAsync(
            formKey, personId,
            async token =>
            {
                var request = await db.SponsorshipRequests.Include(r => r.Lines).SingleAsync(r => r.Id == requestId, token);
                // Four eyes: what the staff think of a request is not for those who asked, whatever else they are.
                if (isForStaff && (request.RequestedById == personId || await db.Organizers.AnyAsync(o => o.ChapterId == request.ChapterId && o.PersonId == personId, token)))
                    throw new RuleException("You sent this request or help to run the group. Notes of the staff are for your colleagues; write a comment instead.", "Text");
                var note = new RequestNote(requestId, personId, text, isForStaff, time.Now());
                db.RequestNotes.Add(note);
                var author = await db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync(token);
                if (!isForStaff && request.Reference is not null)
                    await post.SendAsync(request, byStaff ? Party.Organizers : Party.Managers, (to, facts) => new RequestCommented(to.Email, to.Name, facts, author, note.Text, !byStaff), token, personId);
                await db.SaveChangesAsync(token);
                return $"/requests/{request.Reference}";
            },
            cancel);
}
