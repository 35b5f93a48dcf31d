using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>Reads from a provider's error which promise of the database was kept.</summary>
public static class DatabaseErrors
{
    /// <summary>A unique index refused the row (SQLite 2067 and 1555; SQL Server 2601 and 2627).</summary>
    public static bool IsUniqueViolation(this DbUpdateException error) => error.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };
}
