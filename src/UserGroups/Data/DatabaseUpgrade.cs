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
        PrepareFile(db);
        var pending = await PendingAsync(db, cancel);
        if (pending.Count > 0)
            await db.Database.MigrateAsync(cancel);
        return pending.Count;
    }

    /// <summary>Names of migrations this program has and the database has not.</summary>
    /// <exception cref="SchemaException">The database has migrations this program does not know.</exception>
    public static async Task<IReadOnlyList<string>> PendingAsync(AppDbContext db, CancellationToken cancel = default)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var unknown = applied.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new SchemaException(
                $"The database was upgraded by a newer version of this program (its schema has \"{unknown[^1]}\", which this version does not know). "
                + "Start the newer version again, or restore the backup that was taken before the upgrade.");
        }

        return known.Except(applied, StringComparer.Ordinal).ToList();
    }

    private static void PrepareFile(AppDbContext db)
    {
        if (db is not SqliteAppDbContext)
            return;
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (file.Length == 0 || file == ":memory:")
            return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is not null)
            Directory.CreateDirectory(folder);
    }
}

/// <summary>The database and this program do not fit; the message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
