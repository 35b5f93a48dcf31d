using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace UserGroups.Data;

/// <summary>
/// A query that most pages for somebody signed in ask: its expression is read once, not at each request. Kept as a static field beside its use; a compiled
/// query belongs to one model, so each model gets its own. In it stand only the context and the parameters.
/// </summary>
/// <typeparam name="TKey">What is looked for.</typeparam>
/// <typeparam name="TRow">One row, a projection or an entity that is not tracked.</typeparam>
public sealed class HotQuery<TKey, TRow>(Expression<Func<AppDbContext, TKey, IQueryable<TRow>>> query)
{
    private readonly PerModel<Func<AppDbContext, TKey, IAsyncEnumerable<TRow>>> compiled = new(() => EF.CompileAsyncQuery(query));

    public async Task<List<TRow>> ListAsync(AppDbContext db, TKey key, CancellationToken cancel) => await compiled.Of(db)(db, key).ToListAsync(cancel);
}

/// <summary>One for each model that is in use; SQLite and SQL Server have one each.</summary>
internal sealed class PerModel<T>(Func<T> make)
    where T : class
{
    private readonly ConditionalWeakTable<IModel, T> known = [];

    public T Of(AppDbContext db) => known.TryGetValue(db.Model, out var one) ? one : known.GetValue(db.Model, _ => make());
}
