using System.Globalization;

namespace UserGroups.Mail.Smtp;

/// <summary>What a server says in its answer to EHLO (RFC 5321 §4.1.1.1).</summary>
public sealed record ServerFeatures
{
    /// <summary>STARTTLS, RFC 3207.</summary>
    public bool StartTls { get; private init; }

    /// <summary>PIPELINING, RFC 2920.</summary>
    public bool Pipelining { get; private init; }

    /// <summary>8BITMIME, RFC 6152.</summary>
    public bool EightBitMime { get; private init; }

    /// <summary>SMTPUTF8, RFC 6531.</summary>
    public bool SmtpUtf8 { get; private init; }

    /// <summary>SIZE, RFC 1870.</summary>
    public bool Size { get; private init; }

    /// <summary>The largest message in bytes, or 0 when the server names no limit.</summary>
    public long MaxSize { get; private init; }

    /// <summary>The sign-in methods of AUTH, RFC 4954, in capitals.</summary>
    public IReadOnlyList<string> SignIn { get; private init; } = [];

    internal static ServerFeatures Parse(string text)
    {
        var features = new ServerFeatures();
        foreach (var line in text.Split('\n').Skip(1)) // the first line is the server's name
        {
            var words = line.ToUpperInvariant().Replace("AUTH=", "AUTH ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            features = words.FirstOrDefault() switch
            {
                "STARTTLS" => features with { StartTls = true },
                "PIPELINING" => features with { Pipelining = true },
                "8BITMIME" => features with { EightBitMime = true },
                "SMTPUTF8" => features with { SmtpUtf8 = true },
                "SIZE" => features with { Size = true, MaxSize = words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : 0 },
                "AUTH" => features with { SignIn = [.. features.SignIn.Concat(words.Skip(1)).Distinct(StringComparer.Ordinal)] },
                _ => features,
            };
        }

        return features;
    }
}
