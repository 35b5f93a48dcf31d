using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace UserGroups.Shared;

/// <summary>
/// The part of an address that stands for a thing: lower-case ASCII letters and digits in words joined by single hyphens, 1 to 60
/// characters, never a word that the site itself uses.
/// </summary>
public static partial class Slug
{
    /// <summary>Longest slug in characters.</summary>
    public const int MaxLength = 60;

    /// <summary>Hexadecimal digits of the hash that stand for letters which have no Latin spelling here.</summary>
    private const int HashLength = 8;

    /// <summary>Words that are, or may become, addresses of the site itself below a list such as <c>/chapters</c>.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "about", "account", "admin", "api", "apply", "archive", "assets", "atom", "auth", "badges", "blog", "calendar", "chapters", "community",
        "create", "css", "delete", "destroy", "dev", "edit", "embed", "error", "events", "export", "favicon", "feed", "health", "help", "home",
        "ics", "images", "import", "index", "js", "lead", "login", "logout", "map", "me", "my", "new", "news", "newsletter", "null", "openapi",
        "page", "partners", "preferences", "privacy", "requests", "robots", "root", "rss", "rsvp", "search", "security", "settings", "setup",
        "sign-in", "sign-out", "sign-up", "sitemap", "staff", "static", "system", "terms", "undefined", "unsubscribe", "uploads", "well-known",
    };

    private static readonly Dictionary<char, string> OtherAlphabets = Alphabet(
        "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya "
        + "ё yo є ye і i ї yi ґ g ў u ђ dj ј j љ lj њ nj ћ c џ dz ѓ gj ќ kj ѕ dz ә a ғ g қ q ң n ө o ұ u ү u һ h "
        + "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o");

    /// <summary>
    /// A slug for any name, always the same for the same name and never empty. Accents fall away (København → kobenhavn, Łódź → lodz,
    /// Straße → strasse), Cyrillic and Greek are spelt in Latin letters, "&amp;", "+" and "C#" become words. Where letters of another script are
    /// left out (中文, हिन्दी), eight digits of the SHA-256 of the name stand for them, so two such names do not meet.
    /// </summary>
    /// <param name="name">Any string, even empty.</param>
    public static string From(string? name)
    {
        var text = LatinLetters.WellFormed(name ?? "").Trim().Normalize(NormalizationForm.FormKC);
        var slug = Spell(text, out var lost);
        if (lost || slug.Length == 0)
            slug = Join(Cut(slug, MaxLength - HashLength - 1), Hash(text));
        slug = Cut(slug, MaxLength);
        return Reserved.Contains(slug) ? slug + "-1" : slug;
    }

    /// <summary>The slug of the name and then the same with -2, -3 and so on, without end, for whoever must ask a database which one is free.</summary>
    public static IEnumerable<string> Candidates(string? name)
    {
        var slug = From(name);
        yield return slug;
        for (var number = 2L; ; number++)
        {
            var suffix = "-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return Cut(slug, MaxLength - suffix.Length) + suffix;
        }
    }

    /// <summary>The first candidate that is not taken. The unique index in the database has the last word.</summary>
    public static string Unique(string? name, Func<string, bool> taken) => Candidates(name).First(slug => !taken(slug));

    /// <inheritdoc cref="Unique(string?, Func{string, bool})"/>
    public static string Unique(string? name, IReadOnlySet<string> taken) => Unique(name, taken.Contains);

    /// <summary>True when the text can stand in an address as it is.</summary>
    public static bool IsValid(string? text) => text is { Length: > 0 and <= MaxLength } && Shape().IsMatch(text) && !Reserved.Contains(text);

    /// <summary>The slug that a person typed.</summary>
    /// <exception cref="RuleException">It has other characters, is too long, or is a word of the site.</exception>
    public static string Typed(string? text, string? field = null)
    {
        var slug = (text ?? "").Trim();
        if (slug.Length is 0 or > MaxLength || !Shape().IsMatch(slug))
            throw new RuleException($"An address has 1 to {MaxLength} small letters and digits, with single hyphens between words.", field);
        if (Reserved.Contains(slug))
            throw new RuleException($"“{slug}” is an address of this site. Choose another one.", field);
        return slug;
    }

    private static string Spell(string text, out bool lost)
    {
        var slug = new StringBuilder(text.Length);
        lost = false;
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var spelt = SpellOne(rune, slug);
            lost |= spelt is null && (Rune.IsLetterOrDigit(rune) || rune.Value > 0x2FFF);
            foreach (var c in spelt ?? "-")
            {
                if (c != '-' || (slug.Length > 0 && slug[^1] != '-'))
                    slug.Append(c);
            }
        }
        return slug.ToString().Trim('-');
    }

    private static string? SpellOne(Rune rune, StringBuilder before)
    {
        switch (rune.Value)
        {
            case '&': return "-and-";
            case '+': return "-plus-";
            case '@': return "-at-";
            case '#' when before.Length > 0 && before[^1] != '-': return "-sharp-";
            case '\'' or '’' or '‘' or 'ʼ' or 'ʻ': return "";
        }
        if (Known(Rune.ToLowerInvariant(rune)) is { } known)
            return known;
        var letters = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Known(Rune.ToLowerInvariant(part)) is { } letter)
                letters.Append(letter);
            else if (!LatinLetters.IsAccent(part))
                return null;
        }
        return letters.ToString();
    }

    private static string? Known(Rune rune)
    {
        if (rune.Value is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            return rune.ToString();
        if (LatinLetters.PlainFor(rune) is { } plain)
            return plain.Trim('\'');
        return rune.IsBmp ? OtherAlphabets.GetValueOrDefault((char)rune.Value) : null;
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];

    private static string Join(string slug, string hash) => slug.Length == 0 ? "x-" + hash : slug + "-" + hash;

    private static string Cut(string slug, int length)
    {
        if (slug.Length <= length)
            return slug;
        // At a word's end where one is near, so that addresses do not stop in the middle of a word.
        var end = slug.LastIndexOf('-', length);
        return slug[..(end >= length * 2 / 3 ? end : length)].TrimEnd('-');
    }

    private static Dictionary<char, string> Alphabet(string pairs)
    {
        var words = pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToDictionary(pair => pair[0][0], pair => pair[1].Trim('_'));
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
