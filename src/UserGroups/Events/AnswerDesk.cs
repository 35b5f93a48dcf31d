using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Events.Letters;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>Finds or makes the answer somebody gives and hands it to <see cref="Seating"/>. Used by <see cref="AnswerService"/> inside the writer's transaction.</summary>
public sealed class AnswerDesk(AppDbContext db, SeatLedger ledger, AnswerGate gate, Seating seating, PostOffice post, SiteAddress site, TimeProvider time)
{
    internal const string NoSuchEvent = "There is no such event.";
    internal const string NoSuchLink = "This link does not belong to an answer. Perhaps a part of it is missing; copy it whole from the letter.";

    public async Task<Answer> ByPersonAsync(long eventId, long personId, AnswerWish wish, CancellationToken cancel)
    {
        var to = await LockAsync(eventId, cancel);
        var person = await db.People.AsNoTracking().Where(p => p.Id == personId).Select(p => new { p.Name, p.Email, p.NormalizedEmail }).SingleAsync(cancel);
        // An answer given before without signing in belongs to the account that owns the address.
        var answers = await db.Answers.Where(a => a.EventId == eventId && (a.PersonId == personId || a.NormalizedEmail == person.NormalizedEmail)).ToListAsync(cancel);
        var answer = answers.Find(a => a.PersonId == personId) ?? answers.Find(a => a.PersonId is null);
        if (answer is null)
            db.Answers.Add(answer = new Answer(eventId, person.Name, person.Email, personId, time.Now()));
        else if (answer.PersonId is null)
            answer.BelongTo(personId);
        await seating.ApplyAsync(to, answer, wish, cancel);
        return answer;
    }

    /// <returns>How long to wait when it was asked too often; else null. Whether the address has answered before is told only to the address.</returns>
    public async Task<TimeSpan?> ByAddressAsync(long eventId, string? name, string? email, AnswerWish wish, string network, CancellationToken cancel)
    {
        var now = time.Now();
        var to = await LockAsync(eventId, cancel);
        gate.RequireOpen(to);
        var broken = new BrokenRules();
        var typed = broken.Try(() => new Answer(eventId, name, email, null, now));
        await broken.TryAsync(() => gate.RequireWishAsync(to, wish, cancel));
        broken.Throw();
        var asked = typed!;
        AttemptLimit[] limits =
        [
            new("answer", $"{eventId.ToString(CultureInfo.InvariantCulture)} {asked.NormalizedEmail}", 3, TimeSpan.FromHours(1)),
            new("answer-address", asked.NormalizedEmail, 10, TimeSpan.FromHours(1)),
            new("answer-network", network, 300, TimeSpan.FromHours(1)),
        ];
        if (await db.CountAsync(now, limits, cancel) is TimeSpan wait)
            return wait;
        var answer = await db.Answers.SingleOrDefaultAsync(a => a.EventId == eventId && a.NormalizedEmail == asked.NormalizedEmail, cancel);
        if (answer is null)
            db.Answers.Add(answer = asked);
        var facts = EventFacts.Of(to, site, null);
        if (answer.State == AnswerState.Unconfirmed)
        {
            answer.Wish(wish.Kind, wish.Guests);
            post.Send(new ConfirmAnswer(answer.Email, answer.Name, site, facts, seating.NewLink(answer)));
        }
        else
            post.Send(new AnswerKnown(answer.Email, answer.Name, site, facts, seating.NewLink(answer), Standing(answer.State)));
        await db.SaveChangesAsync(cancel);
        return null;
    }

    public async Task<Answer> ByLinkAsync(string token, AnswerWish wish, CancellationToken cancel)
    {
        var hash = Token.HashOf(token);
        var found = await db.AnswerLinks.AsNoTracking().Where(l => l.TokenHash == hash).Select(l => new { l.AnswerId, l.Answer.EventId }).SingleOrDefaultAsync(cancel)
            ?? throw new RuleException(NoSuchLink);
        var to = await LockAsync(found.EventId, cancel);
        var answer = await db.Answers.SingleAsync(a => a.Id == found.AnswerId, cancel);
        // The letter's button proves the address, so an account with it owns the answer from now on.
        if (answer.PersonId is null && await OwnerAsync(answer, cancel) is long owner)
            answer.BelongTo(owner);
        await seating.ApplyAsync(to, answer, wish, cancel);
        return answer;
    }

    private async Task<GroupEvent> LockAsync(long eventId, CancellationToken cancel) =>
        await ledger.LockAsync(eventId, cancel) is { IsPublic: true } found ? found : throw new RuleException(NoSuchEvent);

    private Task<long?> OwnerAsync(Answer answer, CancellationToken cancel) =>
        db.People.AsNoTracking()
            .Where(p => p.NormalizedEmail == answer.NormalizedEmail && !db.Answers.Any(a => a.EventId == answer.EventId && a.PersonId == p.Id))
            .Select(p => (long?)p.Id).SingleOrDefaultAsync(cancel);

    private static string Standing(AnswerState state) => state switch
    {
        AnswerState.Seated => "you have a seat",
        AnswerState.Waiting => "you are on the waiting list",
        AnswerState.Offered => "a seat is held for you, take it soon",
        _ => "you said that you are not coming",
    };
}
