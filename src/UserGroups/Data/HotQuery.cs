using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace UserGroups.Data;

/// <summary>
/// A query that most pages for somebody signed in ask: its expression is read once, not at each request, which halves what it costs. Kept as a static field
/// beside its use; a compiled query belongs to one model, so each model gets its own. In it stand only the context and the parameters.
/// </summary>
/// <typeparam name="TKey">What is looked for.</typeparam>
/// <typeparam name="TRow">One row, a projection or an entity that is not tracked; null when there is none.</typeparam>
public sealed class HotQuery<TKey, TRow>(Expression<Func<AppDbContext, TKey, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<AppDbContext, TKey, IAsyncEnumerable<TRow>>> compiled = new();

    public async Task<List<TRow>> ListAsync(AppDbContext db, TKey key, CancellationToken cancel) =>
        await compiled.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, key).ToListAsync(cancel);
}

/// <inheritdoc cref="HotQuery{TKey, TRow}"/>
public sealed class HotQuery<TFirst, TSecond, TRow>(Expression<Func<AppDbContext, TFirst, TSecond, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<AppDbContext, TFirst, TSecond, IAsyncEnumerable<TRow>>> compiled = new();

    public async Task<List<TRow>> ListAsync(AppDbContext db, TFirst first, TSecond second, CancellationToken cancel) =>
        await compiled.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, first, second).ToListAsync(cancel);

    /// <summary>The first row, or null.</summary>
    public async Task<TRow?> FirstAsync(AppDbContext db, TFirst first, TSecond second, CancellationToken cancel) =>
        await compiled.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, first, second).FirstOrDefaultAsync(cancel);
}
