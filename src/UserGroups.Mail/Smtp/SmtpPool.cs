using System.Collections.Concurrent;

namespace UserGroups.Mail.Smtp;

/// <summary>
/// At most N connections to one server, opened when needed, kept while used. A refusal no retry can change is remembered for a while,
/// so that a wrong password is not tried a thousand times. Safe for several threads.
/// </summary>
public sealed class SmtpPool : IAsyncDisposable
{
    private readonly SmtpOptions options;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentStack<Idle> idle = new();
    private readonly ITimer sweep;
    private volatile bool pipelining;
    private volatile Standing? standing;
    private volatile bool closed;

    /// <summary>Makes a pool; nothing is connected yet.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock for idle connections and remembered refusals.</param>
    /// <exception cref="ArgumentException">The settings are wrong; the text says how.</exception>
    public SmtpPool(SmtpOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Faults() is { Count: > 0 } faults) throw new ArgumentException(string.Join(' ', faults), nameof(options));
        this.options = options;
        clock = time ?? TimeProvider.System;
        pipelining = options.Pipelining;
        slots = new SemaphoreSlim(options.Connections);
        sweep = clock.CreateTimer(_ => _ = SweepAsync(), null, options.IdleLimit, options.IdleLimit);
    }

    /// <summary>How many connections are open and wait.</summary>
    public int IdleConnections => idle.Count;

    /// <summary>How many connections were opened since the start.</summary>
    public int Opened { get; private set; }

    /// <summary>Sends one message on a free connection, or waits for one.</summary>
    /// <param name="message">The message; stays the caller's.</param>
    /// <param name="cancellationToken">Gives up; see <see cref="IMailTransport.SendAsync"/>.</param>
    public async Task<Delivery> SendAsync(ComposedMessage message, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (StandingRefusal() is { } refused) return refused;
        await slots.WaitAsync(cancellationToken);
        try
        {
            var answer = await TryAsync(message, Take(), cancellationToken);
            // An idle server may close in the very moment we speak. Nothing of the message left, so a fresh connection is safe.
            return answer.LostBeforeContent ? (await TryAsync(message, null, cancellationToken)) with { LostBeforeContent = false } : answer;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Opens a connection with all that belongs to it and keeps it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the server let us in, else what is wrong.</returns>
    public async Task<Delivery?> CheckAsync(CancellationToken cancellationToken = default)
    {
        standing = null;
        await slots.WaitAsync(cancellationToken);
        try
        {
            await GiveAsync(await OpenAsync(cancellationToken));
            return null;
        }
        catch (SmtpFaultException fault)
        {
            Remember(fault.Delivery);
            return fault.Delivery;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Says goodbye on idle connections; those in use close when they are done.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        await sweep.DisposeAsync();
        while (idle.TryPop(out var waiting)) await waiting.Connection.DisposeAsync();
    }

    private async Task<Delivery> TryAsync(ComposedMessage message, SmtpConnection? kept, CancellationToken cancellationToken)
    {
        SmtpConnection connection;
        try
        {
            connection = kept ?? await OpenAsync(cancellationToken);
        }
        catch (SmtpFaultException fault)
        {
            Remember(fault.Delivery);
            return fault.Delivery with { LostBeforeContent = false };
        }

        try
        {
            var answer = await connection.SendAsync(message, cancellationToken);
            if (connection.PipeliningFailed) pipelining = false;
            // Once more at once when an idle connection was gone, or when the server choked on a group; not when it just breaks off.
            return kept is null && !connection.PipeliningFailed ? answer with { LostBeforeContent = false } : answer;
        }
        finally
        {
            await GiveAsync(connection);
        }
    }

    private async Task<SmtpConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await SmtpConnection.OpenAsync(pipelining ? options : options with { Pipelining = false }, cancellationToken);
        lock (idle) Opened++;
        standing = null;
        return connection;
    }

    private SmtpConnection? Take()
    {
        while (idle.TryPop(out var waiting))
        {
            if (waiting.Connection.IsQuiet()) return waiting.Connection;
            _ = waiting.Connection.DisposeAsync().AsTask();
        }

        return null;
    }

    private async ValueTask GiveAsync(SmtpConnection connection)
    {
        if (closed || !connection.IsUsable || connection.Tried >= options.MessagesPerConnection) await connection.DisposeAsync();
        else idle.Push(new Idle(connection, clock.GetTimestamp()));
    }

    // A connection that is looked at takes a place like one that sends, so that there are never more than N.
    private async Task SweepAsync()
    {
        var held = new Stack<Idle>();
        while (slots.Wait(0))
        {
            if (idle.TryPop(out var waiting))
            {
                held.Push(waiting);
                continue;
            }

            slots.Release();
            break;
        }

        foreach (var waiting in held)
        {
            if (!closed && clock.GetElapsedTime(waiting.Since) < options.IdleLimit && waiting.Connection.IsQuiet()) idle.Push(waiting);
            else await waiting.Connection.DisposeAsync();
            slots.Release();
        }
    }

    private void Remember(Delivery refusal)
    {
        if (refusal.Outcome == DeliveryOutcome.PermanentForConnection) standing = new Standing(refusal, clock.GetTimestamp());
    }

    private Delivery? StandingRefusal() =>
        standing is { } s && clock.GetElapsedTime(s.Since) < options.RefusalPause ? s.Refusal : null;

    private sealed record Idle(SmtpConnection Connection, long Since);

    private sealed record Standing(Delivery Refusal, long Since);
}
