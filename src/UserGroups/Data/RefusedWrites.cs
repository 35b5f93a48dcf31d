using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UserGroups.Data;

/// <summary>
/// Remembers when the disk last refused a write. A small write may still fit into what the log has reserved while larger ones are turned away, so that
/// trying one says too little: what people were refused counts. Knows SQLite's codes; a server watches its own disk.
/// </summary>
public sealed class RefusedWrites(TimeProvider time) : IDbCommandInterceptor, IDbTransactionInterceptor
{
    private long last = long.MinValue;

    /// <summary>How long ago a write was refused for want of room or by a failing disk; null when none was.</summary>
    public TimeSpan? Since => Interlocked.Read(ref last) is var at && at == long.MinValue ? null : time.GetElapsedTime(at);

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Note(eventData.Exception);

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData.Exception);
        return Task.CompletedTask;
    }

    public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Note(eventData.Exception);

    public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData.Exception);
        return Task.CompletedTask;
    }

    // SQLITE_FULL (13) and SQLITE_IOERR (10): https://www.sqlite.org/rescode.html
    private void Note(Exception error)
    {
        if (error is SqliteException { SqliteErrorCode: 13 or 10 })
            Interlocked.Exchange(ref last, time.GetTimestamp());
    }
}
