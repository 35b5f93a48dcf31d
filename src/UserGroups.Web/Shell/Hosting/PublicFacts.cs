using System.Collections.Concurrent;
using System.Globalization;
using UserGroups.Data;

namespace UserGroups.Web.Shell;

/// <summary>
/// What pages show to everybody alike, read once for all of them: the rows of a list, an event with its group. Kept as <see cref="PublicPages"/> keeps
/// whole pages, until something changes and for <see cref="PublicPages.MaxAge"/> at most; so a page for somebody signed in asks the database only for what is theirs.
/// What is decided (is a seat free?) is never decided by these.
/// </summary>
public sealed class PublicFacts(PublicChanges changes, TimeSpan maxAge, TimeProvider time)
{
    private const int MostKept = 600;
    private Kept kept = new(-1, -1);

    /// <param name="key">Says what is read, with all that it depends on.</param>
    /// <param name="read">Reads it; nothing in it may depend on who looks.</param>
    public async ValueTask<T> ReadAsync<T>(string key, Func<Task<T>> read)
    {
        // The count as it stands before reading: what is read while somebody writes is kept where nobody looks any more.
        var (count, age) = (changes.Count, time.GetUtcNow().Ticks / maxAge.Ticks);
        var here = Volatile.Read(ref kept);
        if (here.Count != count || here.Age != age)
            Volatile.Write(ref kept, here = new Kept(count, age));
        // Distances and dates may be written as this reader's region writes them.
        key = $"{CultureInfo.CurrentCulture.Name} {CultureInfo.CurrentUICulture.Name} {key}";
        if (here.Facts.TryGetValue(key, out var found))
            return (T)found;
        var fact = await read();
        // What is not there is not kept: anybody can think of any number of such addresses.
        if (fact is not null && here.Facts.Count < MostKept)
            here.Facts[key] = fact;
        return fact;
    }

    private sealed record Kept(long Count, long Age)
    {
        public ConcurrentDictionary<string, object> Facts { get; } = new(StringComparer.Ordinal);
    }
}
