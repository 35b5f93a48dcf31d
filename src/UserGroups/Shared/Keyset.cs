using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace UserGroups.Shared;

/// <summary>
/// Pages by the place in the order instead of a row count, so that page 1,000 costs what page 1 costs and rows that come or go do not
/// shift the pages. One query per page (two when paging back reaches the start with less than a page).
/// </summary>
public static class Keyset
{
    /// <summary>Rows on a page when nothing else is asked.</summary>
    public const int DefaultSize = 25;

    /// <summary>Most rows on a page, whatever is asked.</summary>
    public const int MaxSize = 100;

    /// <summary>A page of the rows themselves.</summary>
    /// <inheritdoc cref="ToPageAsync{T, TKey, TId, TRow}"/>
    public static Task<PageOf<T>> ToPageAsync<T, TKey, TId>(
        this IQueryable<T> query, KeysetOrder<T, TKey, TId> order, string? cursor, int size = DefaultSize, CancellationToken cancel = default)
        where TKey : notnull where TId : notnull =>
        query.ToPageAsync(order, row => row, cursor, size, cancel);

    /// <summary>A page of rows as <paramref name="select"/> shapes them in the database.</summary>
    /// <param name="query">Filtered, but neither ordered nor limited.</param>
    /// <param name="order">Key and id.</param>
    /// <param name="select">What a row of the page needs.</param>
    /// <param name="cursor">From <see cref="PageOf{T}.Next"/> or <see cref="PageOf{T}.Previous"/>; null, broken, foreign or past the end gives the first page.</param>
    /// <param name="size">Rows wanted; held between 1 and <see cref="MaxSize"/>.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<PageOf<TRow>> ToPageAsync<T, TKey, TId, TRow>(
        this IQueryable<T> query, KeysetOrder<T, TKey, TId> order, Expression<Func<T, TRow>> select, string? cursor,
        int size = DefaultSize, CancellationToken cancel = default)
        where TKey : notnull where TId : notnull
    {
        size = Math.Clamp(size, 1, MaxSize);
        var at = KeysetCursor.Read(cursor, order.Tag, typeof(TKey), typeof(TId));
        var rows = await Rows(query, order, select, at, size, cancel);
        var more = rows.Count > size;
        // Fewer rows than a page before this place, or none after it: the reader is better served by the first page in full.
        if (at is { Backward: true } ? !more && rows.Count < size : at is not null && rows.Count == 0)
        {
            at = null;
            rows = await Rows(query, order, select, at, size, cancel);
            more = rows.Count > size;
        }
        if (more)
            rows.RemoveAt(size);
        var backward = at is { Backward: true };
        if (backward)
            rows.Reverse();
        if (rows.Count == 0)
            return new PageOf<TRow>([], null, null);
        return new PageOf<TRow>(
            [.. rows.Select(row => row.Row)],
            backward || more ? Cursor(rows[^1], backward: false) : null,
            (backward ? more : at is not null) ? Cursor(rows[0], backward: true) : null);

        string Cursor(Placed<TRow, TKey, TId> row, bool backward) => new KeysetCursor(backward, row.Key, row.Id).Write(order.Tag);
    }

    private static Task<List<Placed<TRow, TKey, TId>>> Rows<T, TKey, TId, TRow>(
        IQueryable<T> query, KeysetOrder<T, TKey, TId> order, Expression<Func<T, TRow>> select, KeysetCursor? at, int size, CancellationToken cancel)
        where TKey : notnull where TId : notnull
    {
        var descending = order.Descending ^ at is { Backward: true };
        if (at is { } place)
            query = query.Where(KeysetFilter.After(order, (TKey)place.Key, (TId)place.Id, descending));
        var ordered = descending
            ? query.OrderByDescending(order.Key).ThenByDescending(order.Id)
            : query.OrderBy(order.Key).ThenBy(order.Id);
        return ordered.Take(size + 1).Select(KeysetFilter.WithPlace(order, select)).ToListAsync(cancel);
    }
}

/// <summary>A shaped row with its key and id, which the shape itself need not carry.</summary>
internal sealed class Placed<TRow, TKey, TId>
{
    public required TRow Row { get; init; }

    public required TKey Key { get; init; }

    public required TId Id { get; init; }
}
