namespace UserGroups.Sponsorship.Swag;

/// <summary>So many pieces of one size.</summary>
public sealed record KitLine(long SizeId, int Pieces);

/// <summary>What to suggest for a group of so many.</summary>
public static class Kit
{
    /// <summary>
    /// For each offered thing pieces per hundred × headcount ÷ 100, rounded up, split over its sizes by what lies on the shelf (largest
    /// remainder), never more than lies there. So a kit can always be packed, and no size runs out before the others.
    /// </summary>
    public static IReadOnlyList<KitLine> Suggest(int headcount, IEnumerable<SwagItem> items) =>
        [.. items.Where(i => i.IsOffered).OrderBy(i => i.Id).SelectMany(i => Split(i, Math.Max(0, headcount))).Where(l => l.Pieces > 0)];

    private static IEnumerable<KitLine> Split(SwagItem item, int headcount)
    {
        var sizes = item.Sizes.OrderBy(s => s.Position).ToList();
        var stock = sizes.Sum(s => (long)s.Stock);
        var wanted = Math.Min(((long)item.PerHundred * headcount + 99) / 100, stock);
        if (wanted == 0)
            return [];
        var shares = sizes.ConvertAll(s => (Size: s, Whole: wanted * s.Stock / stock, Remainder: wanted * s.Stock % stock));
        var left = wanted - shares.Sum(s => s.Whole);
        // What rounding left over goes to the sizes that were cut most; each has a piece more than its whole share, or its rest were zero.
        var extra = shares.Where(s => s.Remainder > 0).OrderByDescending(s => s.Remainder).ThenBy(s => s.Size.Position).Take((int)left).Select(s => s.Size.Id).ToHashSet();
        return shares.Select(s => new KitLine(s.Size.Id, (int)s.Whole + (extra.Contains(s.Size.Id) ? 1 : 0)));
    }
}
