using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Events.Letters;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>What somebody wants from an event.</summary>
public sealed record AnswerWish(bool Comes, SeatKind Kind = SeatKind.InPerson, int Guests = 0)
{
    public static readonly AnswerWish No = new(false);
}

/// <summary>
/// What an answer means for the seats: who sits, who waits, who is asked next. Runs inside a transaction that has locked the event
/// (<see cref="SeatLedger.LockAsync"/>), so that what is read here stays true until it is written.
/// </summary>
public sealed class Seating(AppDbContext db, SeatLedger ledger, AnswerGate gate, PostOffice post, SiteAddress site, SettingsSnapshot settings, TimeProvider time)
{
    /// <exception cref="RuleException">The event takes no answers, or there are not enough seats; what the person had stays theirs.</exception>
    public async Task ApplyAsync(GroupEvent to, Answer answer, AnswerWish wish, CancellationToken cancel)
    {
        if (!wish.Comes)
        {
            await LeaveAsync(to, answer, cancel);
            return;
        }

        gate.RequireOpen(to);
        await gate.RequireWishAsync(to, wish, cancel);
        var same = answer.Kind == wish.Kind && answer.Guests == wish.Guests;
        if (same && answer.State == AnswerState.Seated)
            await db.SaveChangesAsync(cancel);
        else if (answer.HoldsSeats)
            await MoveAsync(to, answer, wish, cancel);
        else
            await ComeAsync(to, answer, wish, cancel);
    }

    /// <summary>Gives the freed seats to those in line, in the transaction that freed them.</summary>
    public async Task FillAsync(GroupEvent of, SeatKind kind, CancellationToken cancel)
    {
        var now = time.Now();
        if (of.State != EventState.Published || of.StartsAt <= now)
            return;
        var until = await OfferEndAsync(of, now, cancel);
        while (await ledger.NextInLineAsync(of.Id, kind, cancel) is Answer next && await ledger.TakeAsync(of.Id, kind, next.Seats, cancel))
        {
            next.Offer(until);
            post.Send(new SeatOffered(
                next.Email, next.Name, site, EventFacts.Of(of, site, null), NewLink(next), next.Seats, LocalTime.Format(until, of.TimeZone, CultureInfo.InvariantCulture), until));
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Takes back an offer that nobody took in time and asks the next one.</summary>
    public async Task EndOfferAsync(GroupEvent of, Answer answer, CancellationToken cancel)
    {
        answer.Leave(time.Now());
        post.Send(new OfferRanOut(answer.Email, answer.Name, site, EventFacts.Of(of, site, null), NewLink(answer)));
        await db.SaveChangesAsync(cancel);
        await ledger.ReturnAsync(of.Id, answer.Kind, answer.Seats, cancel);
        await FillAsync(of, answer.Kind, cancel);
    }

    /// <summary>Takes all open offers back, quietly: the letter about the event says why. Places in line are kept; the seats wait for the new date.</summary>
    public async Task WithdrawOffersAsync(GroupEvent of, CancellationToken cancel)
    {
        foreach (var offered in await db.Answers.Where(a => a.EventId == of.Id && a.State == AnswerState.Offered).ToListAsync(cancel))
        {
            offered.WithdrawOffer(time.Now());
            await db.SaveChangesAsync(cancel);
            await ledger.ReturnAsync(of.Id, offered.Kind, offered.Seats, cancel);
        }
    }

    /// <summary>A person is gone: seats to come are freed for those in line, and what stays of the answers says nothing of who it was.</summary>
    public async Task ForgetAsync(IReadOnlyList<long> answers, DateTime now, CancellationToken cancel)
    {
        foreach (var id in answers)
        {
            var answer = await db.Answers.SingleAsync(a => a.Id == id, cancel);
            var of = (await ledger.LockAsync(answer.EventId, cancel))!;
            var (held, kind, seats) = (answer.HoldsSeats && !of.IsOver(now) && of.State != EventState.Cancelled && answer.CheckedInAt is null, answer.Kind, answer.Seats);
            if (held || answer.State is AnswerState.Waiting or AnswerState.Unconfirmed)
                answer.Leave(now);
            answer.Forget();
            await db.SaveChangesAsync(cancel);
            if (!held)
                continue;
            await ledger.ReturnAsync(of.Id, kind, seats, cancel);
            await FillAsync(of, kind, cancel);
        }
    }

    /// <summary>A fresh link for a letter; saved with it.</summary>
    public string NewLink(Answer answer)
    {
        var token = Token.New();
        db.AnswerLinks.Add(new AnswerLink(answer, token.Hash, time.Now()));
        return token.Text;
    }

    private async Task ComeAsync(GroupEvent to, Answer answer, AnswerWish wish, CancellationToken cancel)
    {
        var now = time.Now();
        var otherLine = answer.State != AnswerState.Waiting || answer.Kind != wish.Kind;
        var same = !otherLine && answer.Guests == wish.Guests;
        answer.Wish(wish.Kind, wish.Guests);
        if (!await IsForThoseInLineAsync(to, wish.Kind, answer, now, cancel) && await ledger.TakeAsync(to.Id, wish.Kind, answer.Seats, cancel))
        {
            await SeatAsync(to, answer, cancel);
            return;
        }

        answer.Wait(now, otherLine);
        // The letter promises another one, which nobody gets once it has begun.
        if (!same && to.StartsAt > now)
            post.Send(new OnWaitingList(answer.Email, answer.Name, site, EventFacts.Of(to, site, null), NewLink(answer), answer.Seats));
        await db.SaveChangesAsync(cancel);
    }

    // Before the beginning a free seat is offered to the line at once (FillAsync). Afterwards nobody is asked any more, and still nobody overtakes.
    private async Task<bool> IsForThoseInLineAsync(GroupEvent to, SeatKind kind, Answer answer, DateTime now, CancellationToken cancel) =>
        to.StartsAt <= now && await ledger.NextInLineAsync(to.Id, kind, cancel) is Answer next && next.Id != answer.Id;

    // Somebody with a seat (or an offer of one) takes it, wants more or fewer, or one of the other kind. New seats are taken before the old go back.
    private async Task MoveAsync(GroupEvent to, Answer answer, AnswerWish wish, CancellationToken cancel)
    {
        var (kind, seats, wanted) = (answer.Kind, answer.Seats, 1 + wish.Guests);
        var more = kind == wish.Kind ? wanted - seats : wanted;
        if (more > 0 && await IsForThoseInLineAsync(to, wish.Kind, answer, time.Now(), cancel))
            throw new RuleException("The seats that are free are for those in line. What you have stays yours.", "Guests");
        if (more > 0 && !await ledger.TakeAsync(to.Id, wish.Kind, more, cancel))
            throw new RuleException(kind == wish.Kind ? "There are not that many seats free. What you have stays yours." : "There are no seats of that kind free. What you have stays yours.", "Guests");
        var back = kind != wish.Kind ? seats : Math.Max(0, seats - wanted);
        answer.Wish(wish.Kind, wish.Guests);
        await SeatAsync(to, answer, cancel);
        if (back == 0)
            return;
        await ledger.ReturnAsync(to.Id, kind, back, cancel);
        await FillAsync(to, kind, cancel);
    }

    private async Task SeatAsync(GroupEvent at, Answer answer, CancellationToken cancel)
    {
        answer.Seat(time.Now());
        post.Send(new SeatGiven(answer.Email, answer.Name, site, EventFacts.Of(at, site, answer.Kind), NewLink(answer), answer.Seats));
        await db.SaveChangesAsync(cancel);
    }

    private async Task LeaveAsync(GroupEvent from, Answer answer, CancellationToken cancel)
    {
        if (from.State == EventState.Cancelled || from.IsOver(time.Now()))
            throw new RuleException(from.State == EventState.Cancelled ? "This event is cancelled." : "This event is over.");
        if (answer.CheckedInAt is not null)
            throw new RuleException("You are checked in; enjoy the evening.");
        var (held, kind, seats) = (answer.HoldsSeats, answer.Kind, answer.Seats);
        var known = answer.State is AnswerState.No or AnswerState.Withdrawn;
        if (!known)
            answer.Leave(time.Now());
        if (held)
            post.Send(new SeatGivenBack(answer.Email, answer.Name, site, EventFacts.Of(from, site, null), NewLink(answer)));
        await db.SaveChangesAsync(cancel);
        // Only a seat that was held is freed: a "no" from somebody without one promotes nobody.
        if (!held)
            return;
        await ledger.ReturnAsync(from.Id, kind, seats, cancel);
        await FillAsync(from, kind, cancel);
    }

    private async Task<DateTime> OfferEndAsync(GroupEvent of, DateTime now, CancellationToken cancel)
    {
        var values = await settings.CurrentAsync(cancel);
        var hours = of.StartsAt - now <= TimeSpan.FromDays(1) ? values.Get(EventsSettings.OfferHoursLastDay) : values.Get(EventsSettings.OfferHours);
        var until = now.AddHours(hours);
        return until < of.StartsAt ? until : of.StartsAt;
    }
}
