using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using UserGroups.Data;

namespace UserGroups.Tests.Data;

/// <summary>Looks at one unique index alone: a copy of a row that differs in everything else that must be unique.</summary>
public static class UniqueIndex
{
    /// <summary>The newest row of the index's table cannot stand there twice; it can as soon as what the index is about differs.</summary>
    /// <param name="db">A database that has such a row.</param>
    /// <param name="name">Of the index.</param>
    /// <param name="others">What other indexes of the table guard, as in <c>Slug = 'other'; FormKey = NULL</c>.</param>
    /// <param name="free">What lets the copy stand beside the row.</param>
    public static async Task RefusesACopyAsync(AppDbContext db, string name, string others, string free)
    {
        var index = db.Model.GetRelationalModel().Tables.SelectMany(t => t.Indexes).Single(i => i.Name == name);
        var refused = await Assert.ThrowsAnyAsync<DbException>(() => CopyAsync(db, index.Table, others));
        var columns = string.Join(", ", index.Columns.Select(c => $"{index.Table.Name}.{c.Name}"));
        Assert.Contains(db.Database.IsSqlite() ? $"UNIQUE constraint failed: {columns}'" : name, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CopyAsync(db, index.Table, $"{others};{free}"));
        var id = index.Table.PrimaryKey!.Columns.Single().Name;
        var away = $"DELETE FROM [{index.Table.Name}] WHERE [{id}] = (SELECT MAX([{id}]) FROM [{index.Table.Name}])";
        await db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(away, token));
    }

    private static Task<int> CopyAsync(AppDbContext db, ITable table, string changes)
    {
        var others = changes.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.Split(" = ", 2)).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
        var id = table.PrimaryKey!.Columns.Single().Name;
        var columns = table.Columns.Select(c => c.Name).Where(c => c != id).ToList();
        Assert.Empty(others.Keys.Except(columns));
        var copy = $"INSERT INTO [{table.Name}] ({string.Join(", ", columns.Select(c => $"[{c}]"))}) SELECT {string.Join(", ", columns.Select(c => others.GetValueOrDefault(c, $"[{c}]")))} "
            + $"FROM [{table.Name}] WHERE [{id}] = (SELECT MAX([{id}]) FROM [{table.Name}])";
        return db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(copy, token));
    }
}
