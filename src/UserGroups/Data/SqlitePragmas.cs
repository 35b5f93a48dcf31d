using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UserGroups.Data;

/// <summary>
/// Says once per opened connection that a commit is on the disk before it is acknowledged (synchronous=FULL);
/// write-ahead logging is a property of the file and is set when the file is made (see <see cref="DatabaseUpgrade"/>).
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        // The cache is SQLite's own default again after a bulk insert borrowed more (BulkRows).
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA cache_size=-2000";
        command.ExecuteNonQuery();
    }
}
