using System.Linq.Expressions;

namespace UserGroups.Shared;

/// <summary>
/// The order of a paged list: a key, then the row's id in the same direction, so that equal keys have a fixed order and no row is shown twice
/// or left out. Key and id are columns that are never null, of type int, long, string, DateTime, DateOnly or Guid (string up to 400
/// characters), covered by one index (key, id).
/// </summary>
public sealed class KeysetOrder<T, TKey, TId>
{
    internal KeysetOrder(Expression<Func<T, TKey>> key, Expression<Func<T, TId>> id, bool descending)
    {
        KeysetCursor.RequireSupported(typeof(TKey));
        KeysetCursor.RequireSupported(typeof(TId));
        Key = key;
        Id = id;
        Descending = descending;
        Tag = KeysetCursor.TagOf($"{typeof(T).FullName}|{key.Body.Type}|{Path(key)}|{Path(id)}|{descending}");
    }

    internal Expression<Func<T, TKey>> Key { get; }

    internal Expression<Func<T, TId>> Id { get; }

    internal bool Descending { get; }

    /// <summary>Six characters that tell orders apart, so that a cursor from one list is not read in another.</summary>
    internal string Tag { get; }

    private static string Path(LambdaExpression member)
    {
        var text = member.Body.ToString();
        var name = member.Parameters[0].Name + ".";
        return text.StartsWith(name, StringComparison.Ordinal) ? text[name.Length..] : text;
    }
}

/// <summary>Makes orders for <see cref="Keyset"/>.</summary>
public static class KeysetOrder
{
    /// <summary>Smallest key first.</summary>
    /// <exception cref="NotSupportedException">A key type that cannot be compared alike in both databases.</exception>
    public static KeysetOrder<T, TKey, TId> By<T, TKey, TId>(Expression<Func<T, TKey>> key, Expression<Func<T, TId>> id) => new(key, id, descending: false);

    /// <summary>Largest key first, and among equal keys the largest id.</summary>
    /// <exception cref="NotSupportedException">A key type that cannot be compared alike in both databases.</exception>
    public static KeysetOrder<T, TKey, TId> ByDescending<T, TKey, TId>(Expression<Func<T, TKey>> key, Expression<Func<T, TId>> id) => new(key, id, descending: true);
}
