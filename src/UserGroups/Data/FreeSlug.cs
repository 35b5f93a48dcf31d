using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>Addresses that nobody has yet.</summary>
public static class FreeSlug
{
    // As many characters as a number at the end may need.
    private const int NumberLength = 8;

    /// <summary>The first of <see cref="Slug.Candidates"/> that is not among the given ones; reads only those that begin alike. The unique index in the database has the last word.</summary>
    public static async Task<string> FreeAsync(this IQueryable<string> slugs, string? name, CancellationToken cancel)
    {
        var slug = Slug.From(name);
        var stem = slug.Length > Slug.MaxLength - NumberLength ? slug[..(Slug.MaxLength - NumberLength)].TrimEnd('-') : slug;
        var taken = await slugs.Where(s => s.StartsWith(stem)).ToListAsync(cancel);
        return Slug.Unique(name, taken.ToHashSet(StringComparer.Ordinal));
    }
}
