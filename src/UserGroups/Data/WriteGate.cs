using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UserGroups.Data;

/// <summary>One door per SQLite file in this process: SQLite has one writer, and waiting here is fair and costs no retries.</summary>
public static class WriteGate
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    private static readonly AsyncLocal<bool> InsideTransaction = new();

    /// <summary>
    /// True inside the work of a transaction. Another context that wants to write there would wait for the one that waits for it; the
    /// context says so at once instead of hanging.
    /// </summary>
    public static bool IsInsideTransaction
    {
        get => InsideTransaction.Value;
        internal set => InsideTransaction.Value = value;
    }

    public static SemaphoreSlim For(string connectionString) => Gates.GetOrAdd(connectionString, _ => new SemaphoreSlim(1, 1));
}

/// <summary>Stops an ExecuteUpdate, ExecuteDelete or raw statement that would write without the turn to write.</summary>
public sealed class WriteGateInterceptor : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var writes = eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw;
        if (writes && eventData.Context is SqliteAppDbContext { HasTurnToWrite: false })
            throw new InvalidOperationException("Write inside AppDbContext.InTransactionAsync, so that writers on SQLite take turns.");
        return ValueTask.FromResult(result);
    }
}
