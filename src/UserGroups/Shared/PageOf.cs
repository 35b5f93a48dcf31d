namespace UserGroups.Shared;

/// <summary>One page of a list, with cursors to its neighbours; null where there is none. Totals are not counted: on big lists they cost more than the page.</summary>
/// <param name="Items">The rows in the list's order; at most <see cref="Keyset.MaxSize"/>.</param>
/// <param name="Next">Opaque cursor of the following page, safe in an address.</param>
/// <param name="Previous">Opaque cursor of the page before.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next, string? Previous)
{
    /// <summary>The same page with each row turned into something else.</summary>
    public PageOf<TOut> Map<TOut>(Func<T, TOut> turn) => new([.. Items.Select(turn)], Next, Previous);
}
