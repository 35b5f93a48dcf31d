using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>A session just opened.</summary>
/// <param name="Key">What the cookie carries.</param>
/// <param name="AwaitsSecondFactor">True when a code or passkey is still to come.</param>
public sealed record OpenedSession(string Key, bool AwaitsSecondFactor);

/// <summary>Opens and ends sessions.</summary>
public sealed class SessionService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time, SecurityLog log)
{
    /// <summary>Longest reason for signing everybody out.</summary>
    public const int ReasonLength = 500;

    private const string Ended = "session.ended";

    /// <summary>Adds a session to what the caller saves. The one the browser had before ends with it: nobody rides on a key known before sign-in.</summary>
    public async Task<OpenedSession> OpenAsync(Person person, SessionOpening opening, VisitOrigin origin, long? before, CancellationToken cancel)
    {
        var token = Token.New();
        db.Sessions.Add(Session.Open(person, token.Hash, opening, origin, time.Now()));
        db.AfterCommit(() => log.Authenticated(person.Id, opening.ToString(), "SignIn", origin.Network, origin.Request));
        await EndBeforeAsync(before, cancel);
        return new OpenedSession(token.Text, false);
    }

    /// <summary>Adds a half-open session: the password was right, the second factor is still to come.</summary>
    public async Task<OpenedSession> AwaitSecondFactorAsync(Person person, VisitOrigin origin, long? before, CancellationToken cancel)
    {
        var token = Token.New();
        db.Sessions.Add(Session.AwaitSecondFactor(person, token.Hash, origin, time.Now()));
        db.AfterCommit(() => log.Authenticated(person.Id, nameof(SessionOpening.Password), "FirstStep", origin.Network, origin.Request));
        await EndBeforeAsync(before, cancel);
        return new OpenedSession(token.Text, true);
    }

    /// <summary>Ends a session from the list of the person's sessions, with a line in the history.</summary>
    /// <returns>False when it never was this person's; true also when it was ended there before, by the same button pressed twice.</returns>
    public Task<bool> EndListedAsync(long personId, long sessionId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.PersonId == personId, token);
                if (session is null)
                    return await db.History.AnyAsync(h => h.SubjectType == nameof(Session) && h.SubjectId == sessionId && h.ActorId == personId && h.Action == Ended, token);
                db.Sessions.Remove(session);
                db.History.Add(new HistoryEntry(time.Now(), personId, Ended, session));
                db.AfterCommit(() => log.SessionsEnded(personId, personId, "List"));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);

    /// <summary>Ends one session of the person. Ending one that has ended is no mistake.</summary>
    public Task EndAsync(long personId, long sessionId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await db.Sessions.Where(s => s.Id == sessionId && s.PersonId == personId).ExecuteDeleteAsync(token) > 0)
                    db.AfterCommit(() => log.SessionsEnded(personId, personId, "SignOut"));
            },
            cancel);

    /// <summary>Ends all sessions of the person, this one too, and every sign-in that is on its way.</summary>
    public Task EndAllAsync(long personId, VisitOrigin origin, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                person.SignOutEverywhere();
                post.Send(new SecurityChanged(person.Email!, person.Name, site, SecurityChange.SignedOutEverywhere, origin, time.Now()));
                db.History.Add(new HistoryEntry(time.Now(), personId, "sessions.ended", person));
                db.AfterCommit(() => log.SessionsEnded(personId, personId, "Everywhere"));
                await db.Sessions.Where(s => s.PersonId == personId).ExecuteDeleteAsync(token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Ends all sessions of a person at the hand of an Administrator, with a letter to the person. Their sign-ins on the way end too.</summary>
    /// <returns>How many there were (0: nothing happened), or null when there is no such person.</returns>
    public Task<int?> EndOfAsync(long personId, long administratorId, CancellationToken cancel = default) =>
        db.InTransactionAsync<int?>(
            async token =>
            {
                var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId && p.DeletedAt == null, token);
                if (person is null)
                    return null;
                var ended = await db.Sessions.Where(s => s.PersonId == personId).ExecuteDeleteAsync(token);
                if (ended == 0)
                    return 0;
                person.SignOutEverywhere();
                post.Send(new SignedOutByAdministrator(person.Email!, person.Name, site, time.Now()));
                db.History.Add(new HistoryEntry(time.Now(), administratorId, "sessions.ended", person, new { Sessions = ended }));
                db.AfterCommit(() => log.SessionsEnded(personId, administratorId, "Administrator"));
                await db.SaveChangesAsync(token);
                return ended;
            },
            cancel);

    /// <summary>Ends every session of the portal, the Administrator's too. Nobody gets a letter: it would be one to each member about nothing they did.</summary>
    /// <returns>How many there were; with none nothing happens.</returns>
    /// <exception cref="RuleException">No reason is given, or it is no plain line.</exception>
    public Task<int> EndOfEverybodyAsync(long administratorId, string? reason, CancellationToken cancel = default)
    {
        var why = (reason ?? "").Trim();
        if (!TypedText.IsLine(why) || why.Length > ReasonLength)
            throw new RuleException("Say in a line why everybody is signed out; it is written into the history.", "Reason");
        return db.InTransactionAsync(
            async token =>
            {
                var administrator = await db.People.SingleAsync(p => p.Id == administratorId, token);
                var ended = await db.Sessions.ExecuteDeleteAsync(token);
                if (ended == 0)
                    return 0;
                db.History.Add(new HistoryEntry(time.Now(), administratorId, "sessions.ended-for-everybody", administrator, new { Sessions = ended }, why));
                db.AfterCommit(() => log.SessionsEnded(null, administratorId, "Everybody"));
                await db.SaveChangesAsync(token);
                return ended;
            },
            cancel);
    }

    /// <summary>Notes that the session was used, at most once in <see cref="Session.SeenPause"/>.</summary>
    public Task NoteSeenAsync(long sessionId, CancellationToken cancel = default)
    {
        var now = time.Now();
        return db.InTransactionAsync(
            token => db.Sessions.Where(s => s.Id == sessionId && s.LastSeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), token), cancel);
    }

    private async Task EndBeforeAsync(long? before, CancellationToken cancel)
    {
        if (before is long id)
            await db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(cancel);
    }
}
