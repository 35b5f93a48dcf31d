namespace UserGroups.Mail.Inbound;

/// <summary>The header of a part, or a group of fields in a report; names in any case, the first of a name counts.</summary>
public sealed class MimeFields
{
    private const int MaxValue = 4000;
    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    public int Count => fields.Count;

    /// <summary>The unfolded value, or null.</summary>
    public string? this[string name] => fields.GetValueOrDefault(name);

    /// <summary>Reads fields up to an empty line or the end; lines that are none are passed over.</summary>
    /// <param name="text">Lines that end in LF.</param>
    /// <param name="most">So many fields are kept.</param>
    /// <param name="bodyAt">Where the text goes on behind the empty line.</param>
    public static MimeFields Read(string text, int most, out int bodyAt)
    {
        var result = new MimeFields();
        string? name = null;
        var value = "";
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            var line = text.AsSpan(at, (end < 0 ? text.Length : end) - at);
            at = end < 0 ? text.Length : end + 1;
            if (line.IsEmpty)
                break;
            if (line[0] is ' ' or '\t')
            {
                if (value.Length < MaxValue)
                    value = value + " " + Cut(line.Trim());
                continue;
            }

            result.Add(name, value, most);
            var colon = line.IndexOf(':');
            (name, value) = colon > 0 && !line[..colon].TrimEnd().ContainsAny(' ', '\t') ? (line[..colon].TrimEnd().ToString(), Cut(line[(colon + 1)..].Trim())) : (null, "");
        }

        result.Add(name, value, most);
        bodyAt = at;
        return result;
    }

    /// <summary>Groups of fields with empty lines between them, as in message/delivery-status (RFC 3464 §2.1).</summary>
    public static List<MimeFields> ReadGroups(string text, int most)
    {
        var groups = new List<MimeFields>();
        text = text.ReplaceLineEndings("\n");
        while (text.Length > 0 && groups.Count < most)
        {
            var group = Read(text, 60, out var next);
            if (group.Count > 0)
                groups.Add(group);
            text = text[next..];
        }

        return groups;
    }

    /// <summary>What stands before the first ";" in lower case: a media type, an encoding.</summary>
    public static string Word(string? value) => (value ?? "").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>A parameter behind a ";", quoted or not, or null.</summary>
    public static string? Parameter(string? value, string name)
    {
        var rest = value.AsSpan();
        while (rest.IndexOf(';') is var at && at >= 0)
        {
            rest = rest[(at + 1)..].TrimStart();
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) || rest[name.Length..].TrimStart() is not ['=', .. var after])
                continue;
            after = after.TrimStart();
            if (after is ['"', .. var quoted])
                return quoted.IndexOf('"') is var close && close < 0 ? quoted.ToString() : quoted[..close].ToString();
            var end = after.IndexOfAny(';', ' ', '\t');
            return (end < 0 ? after : after[..end]).ToString();
        }

        return null;
    }

    private static string Cut(ReadOnlySpan<char> value) => (value.Length <= MaxValue ? value : value[..MaxValue]).ToString();

    private void Add(string? name, string value, int most)
    {
        if (name is not null && fields.Count < most)
            fields.TryAdd(name, value);
    }
}
