using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>Brings the database to this program's schema, or says in a sentence why it must not.</summary>
public static class DatabaseUpgrade
{
    /// <summary>Applies pending migrations; makes the SQLite file and its folder if they are missing.</summary>
    /// <exception cref="SchemaException">The database was made by a newer program.</exception>
    public static async Task<int> ApplyAsync(AppDbContext db, CancellationToken cancel = default)
    {
        using var alone = await AloneAsync(PrepareFile(db), cancel);
        await LogAheadAsync(db, cancel);
        var pending = await PendingAsync(db, cancel);
        if (pending.Count > 0 && alone is not null)
            await RemoveAbandonedLockAsync(db, cancel);
        if (pending.Count > 0)
            await db.Database.MigrateAsync(cancel);
        return pending.Count;
    }

    /// <summary>Names of migrations this program has and the database has not.</summary>
    /// <exception cref="SchemaException">The database has migrations this program does not know.</exception>
    public static async Task<IReadOnlyList<string>> PendingAsync(AppDbContext db, CancellationToken cancel = default)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = db is SqliteAppDbContext ? await AppliedAsync(db, cancel) : [.. await db.Database.GetAppliedMigrationsAsync(cancel)];
        var unknown = applied.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new SchemaException(
                $"The database was upgraded by a newer version of this program (its schema has \"{unknown[^1]}\", which this version does not know). "
                + "Start the newer version again, or restore the backup that was taken before the upgrade.");
        }

        return known.Except(applied, StringComparer.Ordinal).ToList();
    }

    // What EF would ask. Asked plainly, EF need not work out the model of its own table first, which was a tenth of every start.
    private static async Task<List<string>> AppliedAsync(AppDbContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";
            if ((long)(await command.ExecuteScalarAsync(cancel))! == 0)
                return [];
            command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var applied = new List<string>();
            while (await reader.ReadAsync(cancel))
                applied.Add(reader.GetString(0));
            return applied;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // Write-ahead logging is a property of the file: readers never wait for the writer. Set before anything else touches a new file.
    private static async Task LogAheadAsync(AppDbContext db, CancellationToken cancel)
    {
        if (db is not SqliteAppDbContext)
            return;
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteNonQueryAsync(cancel);
        await db.Database.CloseConnectionAsync();
    }

    // Two processes that start on the same file upgrade one after the other. The system lets go of this lock however a process ends.
    private static async Task<FileStream?> AloneAsync(string? file, CancellationToken cancel)
    {
        while (file is not null)
        {
            try
            {
                return new FileStream(file + "-upgrade", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(file + "-upgrade"))
            {
                await Task.Delay(100, cancel);
            }
        }

        return null;
    }

    // EF marks a running upgrade by a row. A process that was killed leaves it behind, and every later start would wait for ever; who is alone
    // on the file knows that nobody is at it.
    private static async Task RemoveAbandonedLockAsync(AppDbContext db, CancellationToken cancel)
    {
        var isThere = await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancel);
        if (isThere > 0)
            await db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", token), cancel);
    }

    private static string? PrepareFile(AppDbContext db)
    {
        if (db is not SqliteAppDbContext)
            return null;
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (file.Length == 0 || file == ":memory:")
            return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is not null)
            Directory.CreateDirectory(folder);
        return Path.GetFullPath(file);
    }
}

/// <summary>The database and this program do not fit; the message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
