using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>
/// Counts the commits of this process that changed what everybody sees, for one database. A page kept under a count is right as long as the count stands
/// there: one that was being drawn while somebody wrote is kept under the old count and shown to nobody after.
/// </summary>
public sealed class PublicChanges
{
    private static readonly ConcurrentDictionary<string, PublicChanges> All = new(StringComparer.Ordinal);

    private long count;

    private PublicChanges() => Raise = () => Interlocked.Increment(ref count);

    public long Count => Interlocked.Read(ref count);

    /// <summary>One object, so that a context asked twice raises the count once.</summary>
    internal Action Raise { get; }

    public static PublicChanges Of(string connectionString) => All.GetOrAdd(connectionString, _ => new PublicChanges());
}

/// <summary>Sees what is written, also by ExecuteUpdate and raw statements, and has the count raised once it is committed.</summary>
public sealed class PublicChangesInterceptor : DbCommandInterceptor
{
    private static readonly ConditionalWeakTable<IModel, string[]> Tables = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    private static void Note(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource is CommandSource.LinqQuery or CommandSource.FromSqlQuery || eventData.Context is not AppDbContext db)
            return;
        var names = Tables.GetValue(db.Model, NamesOf);
        if (names.Any(name => command.CommandText.Contains(name, StringComparison.Ordinal)))
            db.AfterCommit(PublicChanges.Of(db.Database.GetConnectionString() ?? "").Raise);
    }

    // As both databases quote them.
    private static string[] NamesOf(IModel model) =>
        [.. model.GetEntityTypes().Where(t => typeof(IOnPublicPages).IsAssignableFrom(t.ClrType)).Select(t => t.GetTableName()!).Distinct(StringComparer.Ordinal).SelectMany(n => new[] { $"\"{n}\"", $"[{n}]" })];
}
