using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserGroups.Data;
using UserGroups.Mail.Writing;
using UserGroups.Shared;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// One round of a lane: takes what is due in lots, sends it over the lane's connections, writes what became of it; until nothing is
/// due or the mail server cannot be used. Any number of processes may do so at once.
/// </summary>
public sealed partial class DispatchRound(
    IServiceScopeFactory scopes, OutboxLeases leases, ResultBook book, MailStandings standings, MailRoutes routes, LetterWriter writer,
    DomainPace pace, SettingsSnapshot settings, SiteAddress site, TimeProvider time, ILogger<DispatchRound> log)
{
    /// <summary>Letters per lot: enough that taking costs little, few enough that a killed process holds few.</summary>
    private const int Lot = 200;

    /// <summary>After a stop is asked for, so long may letters already on their way take; cut off in the middle they would arrive twice.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task<RoundResult> RunAsync(MailLane lane, CancellationToken cancel)
    {
        // What could not be recorded last time comes first: while the database takes nothing, nothing is sent.
        await book.WriteAsync(cancel);
        await PutInOrderAsync(cancel);
        var standing = await standings.ReadAsync(cancel);
        if (standing is { Trouble: { } trouble, RetryAt: { } retryAt } && retryAt > time.Now())
            return RoundResult.Nothing with { Trouble = trouble };
        var count = new RoundCount { HadTrouble = standing?.Trouble is not null };
        var lots = Channel.CreateBounded<Ready>(Lot);
        using var late = new CancellationTokenSource();
        using var onStop = cancel.Register(() => late.CancelAfter(Grace));
        using var ended = new CancellationTokenSource();
        var keeping = KeepAsync(ended.Token);
        try
        {
            var taking = TakeLotsAsync(lane, lots.Writer, count, cancel);
            var workers = lane == MailLane.System ? 1 : routes.Connections;
            try
            {
                await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(lane, lots.Reader, count, late.Token, cancel), CancellationToken.None)));
            }
            finally
            {
                // Workers may have ended early; a taker that waits for room must not wait for ever, and what it took goes back.
                await GiveBackAsync(lots.Reader);
            }

            await taking;
        }
        finally
        {
            await ended.CancelAsync();
            await keeping;
            await book.WriteAsync(CancellationToken.None);
        }

        return count.Result();
    }

    // Once a round: what a killed process of this machine left in its journal, then leases that ran out anywhere.
    private async Task PutInOrderAsync(CancellationToken cancel)
    {
        var (sent, freed) = await book.TakeOverAsync(cancel);
        freed += await leases.FreeExpiredAsync(cancel);
        if (sent + freed > 0)
            LogTakenOver(log, sent, freed);
        pace.Forget(time.Now());
    }

    private async Task TakeLotsAsync(MailLane lane, ChannelWriter<Ready> lots, RoundCount count, CancellationToken cancel)
    {
        try
        {
            while (!cancel.IsCancellationRequested && count.Trouble is null)
            {
                var taken = await leases.TakeAsync(lane, Lot, cancel);
                if (taken.Count == 0)
                    return;
                var ready = await LookUpAsync(taken, cancel);
                foreach (var letter in ready)
                    await lots.WriteAsync(letter, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // A stop: what is still in the channel is given back by the round.
        }
        finally
        {
            lots.Complete();
        }
    }

    private async Task<IEnumerable<Ready>> LookUpAsync(List<OutboxMessage> taken, CancellationToken cancel)
    {
        var values = await settings.CurrentAsync(cancel);
        var stationery = Stationery.From(values, site);
        var perMinute = values.Get(MailSettings.PerDomain);
        await using var scope = scopes.CreateAsyncScope();
        var held = await Suppression.HeldAsync(scope.ServiceProvider.GetRequiredService<AppDbContext>(), taken, time.Now(), cancel);
        return taken.Select(letter => new Ready(letter, stationery, perMinute, held.GetValueOrDefault(letter.Id)));
    }

    private async Task WorkAsync(MailLane lane, ChannelReader<Ready> lots, RoundCount count, CancellationToken late, CancellationToken cancel)
    {
        try
        {
            while (count.Trouble is null && !cancel.IsCancellationRequested && await lots.WaitToReadAsync(CancellationToken.None))
            {
                while (count.Trouble is null && !cancel.IsCancellationRequested && lots.TryRead(out var ready))
                    book.Add(await TryAsync(lane, ready, count, late));
            }
        }
        catch (Exception error)
        {
            count.Stop(error.Message);
            throw;
        }
    }

    private async Task<TryResult> TryAsync(MailLane lane, Ready ready, RoundCount count, CancellationToken late)
    {
        var letter = ready.Letter;
        if (WithoutTrying(lane, ready, time.Now()) is { } result)
            return count.Counted(result);
        Delivery delivery;
        try
        {
            using var message = writer.Compose(letter, ready.Stationery);
            delivery = await routes.For(lane).SendAsync(message, late);
        }
        catch (MailFormatException wrong)
        {
            return count.Counted(TryResult.Ended(letter, OutboxState.Failed, $"It cannot be written: {wrong.Message}"));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return TryResult.Back(letter);
        }

        if (delivery.IsDelivered && count.TroubleIsOver())
            await standings.ClearAsync(CancellationToken.None);
        return MailStandings.IsAboutServer(delivery)
            ? await StopAsync(lane, letter, delivery, count)
            : count.Counted(TryResult.Of(letter, delivery, time.Now(), Random.Shared.NextDouble()));
    }

    private TryResult? WithoutTrying(MailLane lane, Ready ready, DateTime now)
    {
        var letter = ready.Letter;
        if (letter.UselessAfter < now)
            return TryResult.Ended(letter, OutboxState.Cancelled, "Not sent: it would have come too late.");
        if (ready.Held is not null)
            return TryResult.Ended(letter, OutboxState.Suppressed, ready.Held);
        if (lane != MailLane.System && !letter.HasTurn && pace.Take(letter.Domain, ready.PerMinute, now) is var turn && turn > now)
            return TryResult.Turn(letter, turn);
        return null;
    }

    private async Task<TryResult> StopAsync(MailLane lane, OutboxMessage letter, Delivery delivery, RoundCount count)
    {
        var first = count.Trouble is null;
        count.Stop(delivery.ToString());
        if (first)
        {
            var sentence = await standings.ReportAsync(lane, delivery, CancellationToken.None);
            LogTrouble(log, sentence);
        }

        return MailStandings.CostsATry(delivery)
            ? count.Counted(TryResult.Of(letter, delivery with { Outcome = DeliveryOutcome.Temporary }, time.Now(), Random.Shared.NextDouble()))
            : TryResult.Back(letter, delivery.ToString());
    }

    private async Task GiveBackAsync(ChannelReader<Ready> lots)
    {
        await foreach (var ready in lots.ReadAllAsync(CancellationToken.None))
            book.Add(TryResult.Back(ready.Letter));
    }

    // Beside the workers: results ten times a second, leases once a minute.
    private async Task KeepAsync(CancellationToken ended)
    {
        var renewed = time.GetTimestamp();
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await book.WriteAsync(CancellationToken.None);
                if (time.GetElapsedTime(renewed) < OutboxLeases.RenewedEvery)
                    continue;
                await leases.RenewAsync(ended);
                renewed = time.GetTimestamp();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Kept in the book and in the journal; the next turn tries again, and the round's end reports it if it stays so.
                LogNotRecorded(log, error);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private sealed record Ready(OutboxMessage Letter, Stationery Stationery, int PerMinute, string? Held);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trouble}")]
    private static partial void LogTrouble(ILogger log, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Taken over from a process that ended: {Sent} letters had been sent, {Freed} wait again.")]
    private static partial void LogTakenOver(ILogger log, int sent, int freed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Results of sent mail could not be recorded; they are kept and written before anything else is sent.")]
    private static partial void LogNotRecorded(ILogger log, Exception error);
}
