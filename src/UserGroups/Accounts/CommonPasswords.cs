using System.Collections.Frozen;

namespace UserGroups.Accounts;

/// <summary>
/// The 10,000 passwords of twelve characters and more that people chose most often, in lower case, the most frequent first: what is left of the first
/// million of Mark Burnett's “10 million passwords” (2015, given to the public domain) without shorter ones and without addresses.
/// OWASP ASVS 5.0, 6.2.4, asks for 3,000 that fit the house's own rules.
/// </summary>
public static class CommonPasswords
{
    // Read when the first password is chosen; most starts of the portal never see one.
    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    public static int Count => All.Value.Count;

    public static bool Contains(string password) => All.Value.Contains(password.ToLowerInvariant());

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("CommonPasswords.txt") ?? throw new InvalidOperationException("The list of common passwords is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
