using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Web.Commands;

/// <summary>An event of the large seed.</summary>
public sealed record LoadedEvent(long Id, long ChapterId, bool IsAhead);

/// <summary>
/// The part of the large seed that is about help: two requests for five events, with lines, history and what became of them. Events ahead have those that
/// wait, were sent back or are being fulfilled; of those behind one in ten owes a report and the others are closed, paid, published and shipped.
/// </summary>
public sealed class LoadRequests(AppDbContext db)
{
    private const int Lot = 500;
    private DateTime today;
    private long decider;
    private long payer;

    /// <param name="events">All of the large seed.</param>
    /// <param name="leads">Who asks, by chapter.</param>
    /// <param name="staff">Two people: who decides, who pays and packs.</param>
    /// <param name="day">The day it is counted from (UTC).</param>
    /// <param name="cancel">Stops; the caller's transaction undoes everything.</param>
    public async Task FillAsync(IReadOnlyList<LoadedEvent> events, IReadOnlyDictionary<long, long> leads, (long Decider, long Payer) staff, DateTime day, CancellationToken cancel)
    {
        (today, decider, payer) = (day, staff.Decider, staff.Payer);
        var asked = events.Where((e, i) => i % 5 < 2 && leads.ContainsKey(e.ChapterId)).Select((e, n) => (Event: e, Number: n, Lead: leads[e.ChapterId])).ToList();
        var behind = asked.FindAll(a => !a.Event.IsAhead);
        await AskAsync(behind.FindAll(a => a.Number % 10 != 3), cancel);
        await CloseAsync(await LastAsync(cancel), cancel);
        var closed = await LastAsync(cancel);
        await AskAsync(behind.FindAll(a => a.Number % 10 == 3), cancel);
        await AwaitReportsAsync(closed, await LastAsync(cancel), cancel);
        await FollowUpAsync(await LastAsync(cancel), cancel);
        var past = await LastAsync(cancel);
        await AskAsync(asked.FindAll(a => a.Event.IsAhead), cancel);
        await db.SponsorshipRequests.Where(r => r.Id > past && r.State == RequestState.Accepted).ExecuteUpdateAsync(set => set.SetProperty(r => r.RemindedAt, today), cancel);
        await OpenWorkAsync(past, cancel);
    }

    private async Task AskAsync(List<(LoadedEvent Event, int Number, long Lead)> asked, CancellationToken cancel)
    {
        foreach (var lot in asked.Chunk(Lot))
        {
            foreach (var (groupEvent, number, lead) in lot)
                Ask(groupEvent, number, lead);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private void Ask(LoadedEvent groupEvent, int number, long lead)
    {
        var sent = today.AddDays(groupEvent.IsAhead ? -(number % 5) : -30 - (number % 700)).AddMinutes(number % 1440);
        var request = new SponsorshipRequest(groupEvent.ChapterId, groupEvent.Id, lead, sent);
        var reference = string.Create(CultureInfo.InvariantCulture, $"SR-{2001 + (number / 9000)}-{(number % 9000) + 1:0000}");
        request.Submit(new RequestAnswers(25 + (number % 30), "Food and a room for the evening.", [.. Wanted(number)]), reference, lead, 5, sent);
        db.SponsorshipRequests.Add(request);
        db.History.Add(new HistoryEntry(sent, lead, SponsorshipFlow.ActionOf(RequestStep.Submit), request));
        var decided = sent.AddDays(1);
        if (groupEvent.IsAhead && number % 3 == 0)
            return;
        if (groupEvent.IsAhead && number % 3 == 1)
            request.RequestChanges(decider, "Please say how many people you expect.", RequestFields.Headcount, decided);
        else
            request.Decide(decider, [.. request.Lines.Select(l => new LineVerdict(l.Benefit, l.Asked, null))], null, decided.AddDays(14), decided.AddYears(1), decided);
        var step = request.DecidedAt is null ? RequestStep.RequestChanges : RequestStep.Decide;
        db.History.Add(new HistoryEntry(decided, decider, SponsorshipFlow.ActionOf(step), request));
    }

    private static IEnumerable<AskedBenefit> Wanted(int number)
    {
        yield return new AskedBenefit(Benefit.Stipend, 100 + (number % 150), "");
        if (number % 2 == 0)
            yield return new AskedBenefit(Benefit.Promotion, 1, "Tell others what we do.");
        if (number % 5 == 0)
            yield return new AskedBenefit(Benefit.Licence, 5, "For the evening's exercises.");
        if (number % 4 == 0)
            yield return new AskedBenefit(Benefit.Swag, 20, "");
    }

    private async Task<long> LastAsync(CancellationToken cancel) => await db.SponsorshipRequests.MaxAsync(r => (long?)r.Id, cancel) ?? 0;

    private Task<int> CloseAsync(long last, CancellationToken cancel) =>
        db.SponsorshipRequests.Where(r => r.Id <= last && r.State == RequestState.Accepted && r.DecidedById == decider).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, RequestState.Closed).SetProperty(r => r.StateSince, r => r.DecidedAt).SetProperty(r => r.EndedAt, r => r.DecidedAt), cancel);

    // All letters about the missing report went out: the portal has nothing to write when it starts.
    private Task<int> AwaitReportsAsync(long closed, long last, CancellationToken cancel) =>
        db.SponsorshipRequests.Where(r => r.Id > closed && r.Id <= last).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, RequestState.AwaitingReport).SetProperty(r => r.ReportLetters, 3).SetProperty(r => r.RemindedAt, today), cancel);

    private async Task FollowUpAsync(long last, CancellationToken cancel)
    {
        await db.BenefitLines.Where(l => l.RequestId <= last && l.State == LineState.Accepted && l.DecidedById == decider)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LineState.Fulfilled).SetProperty(l => l.FulfilledAt, l => l.AcceptedAt).SetProperty(l => l.FulfilledById, payer), cancel);
        var done = await LinesAsync(db.BenefitLines.Where(l => l.RequestId <= last && l.State == LineState.Fulfilled && l.DecidedById == decider), cancel);
        await db.InsertAsync(done.Where(l => l.Benefit == Benefit.Stipend).Select((l, i) => Paid(l, i)), cancel: cancel);
        await db.InsertAsync(done.Where(l => l.Benefit == Benefit.Promotion).Select(Published), cancel: cancel);
        await db.InsertAsync(done.Where(l => l.Benefit == Benefit.Swag).Select(Shipped), cancel: cancel);
    }

    // Of what is granted and not yet done, half has its payment, post and parcel begun.
    private async Task OpenWorkAsync(long past, CancellationToken cancel)
    {
        var open = await LinesAsync(db.BenefitLines.Where(l => l.RequestId > past && l.State == LineState.Accepted), cancel);
        var begun = open.FindAll(l => l.Id % 2 == 0);
        await db.InsertAsync(begun.Where(l => l.Benefit == Benefit.Stipend).Select(PaymentFor), cancel: cancel);
        await db.InsertAsync(begun.Where(l => l.Benefit == Benefit.Promotion).Select(PostFor), cancel: cancel);
        await db.InsertAsync(begun.Where(l => l.Benefit == Benefit.Swag).Select(l => new Parcel(l.Id, l.ChapterId, payer, l.At)), cancel: cancel);
    }

    private static Task<List<Line>> LinesAsync(IQueryable<BenefitLine> lines, CancellationToken cancel) =>
        lines.OrderBy(l => l.Id).Select(l => new Line(l.Id, l.Benefit, l.Request.ChapterId, l.Request.EventId, l.Request.RequestedById, l.Granted!.Value, l.AcceptedAt!.Value)).ToListAsync(cancel);

    private Payment PaymentFor(Line line) => new(line.Id, line.ChapterId, line.AskedById, decider, line.Granted, new Payee("The library's café", "1 Market Street"), line.At);

    private Payment Paid(Line line, int number)
    {
        var payment = PaymentFor(line);
        payment.Authorise(payer, line.At);
        payment.Send(payer, PaymentMethod.Cheque, string.Create(CultureInfo.InvariantCulture, $"L{number:000000}"), line.At);
        payment.Confirm(line.At.AddDays(3));
        return payment;
    }

    private static BlogPost PostFor(Line line) => new(
        line.Id, line.ChapterId, line.EventId, string.Create(CultureInfo.InvariantCulture, $"load-{line.Id}"),
        new PostText("An evening among peers", "Two talks, and what came of them.", "They met in the library. *Forty* people came.\n\nNext month they meet again."), line.At);

    private BlogPost Published(Line line)
    {
        var post = PostFor(line);
        post.SendToReview();
        post.Publish(decider, line.At.AddDays(1));
        return post;
    }

    private Parcel Shipped(Line line)
    {
        var parcel = new Parcel(line.Id, line.ChapterId, payer, line.At);
        parcel.Pack(payer, line.At);
        parcel.Ship(payer, "Post", string.Create(CultureInfo.InvariantCulture, $"T{line.Id}"), 40, line.At);
        parcel.End(ParcelStep.Receive, null, line.At.AddDays(5));
        return parcel;
    }

    private sealed record Line(long Id, Benefit Benefit, long ChapterId, long? EventId, long AskedById, decimal Granted, DateTime At);
}
