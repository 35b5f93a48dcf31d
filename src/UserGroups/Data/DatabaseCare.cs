using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>What a database needs from time to time.</summary>
public static class DatabaseCare
{
    /// <summary>
    /// Lets SQLite count how its rows are spread, so that of two indexes it takes the one that leaves fewer rows; without the counts it takes every equality for
    /// rare, and a list of the living chapters near Oslo reads all living ones. SQL Server keeps such counts by itself.
    /// </summary>
    /// <param name="db">Any context; not inside a transaction.</param>
    /// <param name="thorough">True: all tables now, after very many rows came at once; false: those that have changed much (sqlite.org, PRAGMA optimize).</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>True when there was something to do for this kind of database.</returns>
    public static async Task<bool> CountRowsAsync(AppDbContext db, bool thorough, CancellationToken cancel = default)
    {
        if (db is not SqliteAppDbContext)
            return false;
        await db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(thorough ? "PRAGMA analysis_limit=1000; ANALYZE;" : "PRAGMA analysis_limit=400; PRAGMA optimize;", token), cancel);
        return true;
    }
}
