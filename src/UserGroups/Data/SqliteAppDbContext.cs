using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>The default: one SQLite file, WAL, synchronous=FULL, one writer at a time.</summary>
public sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options) : AppDbContext(options)
{
    /// <summary>True while this context has the turn to write; see <see cref="WriteGateInterceptor"/>.</summary>
    internal bool HasTurnToWrite { get; private set; }

    protected override async ValueTask<IDisposable?> WaitForTurnToWriteAsync(CancellationToken cancel)
    {
        if (WriteGate.IsInsideTransaction)
            throw new InvalidOperationException("Write with the context whose transaction is open; a second one would wait for the first for ever.");
        var gate = WriteGate.For(Database.GetConnectionString() ?? "");
        await gate.WaitAsync(cancel);
        HasTurnToWrite = true;
        return new Turn(this, gate);
    }

    private sealed class Turn(SqliteAppDbContext context, SemaphoreSlim gate) : IDisposable
    {
        public void Dispose()
        {
            context.HasTurnToWrite = false;
            gate.Release();
        }
    }
}
