using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace UserGroups.Mail.Tests.Dkim;

/// <summary>A DKIM verifier of its own for the tests: strings and expressions, straight from RFC 6376 §3.4–3.7 and RFC 8463.</summary>
internal static partial class DkimVerifier
{
    /// <summary>For each signature from the top: null when it holds, else what does not.</summary>
    public static List<string?> Verify(byte[] message, Func<string, string> dnsRecord)
    {
        var text = Encoding.Latin1.GetString(message);
        var split = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var fields = Field().Split(text[..split]).ToList();
        return [.. fields.Where(f => f.StartsWith("DKIM-Signature:", StringComparison.OrdinalIgnoreCase)).Select(f => VerifyOne(f, fields, text[(split + 4)..], dnsRecord))];
    }

    public static Dictionary<string, string> Tags(string value) => value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(t => t.Split('=', 2)).ToDictionary(t => t[0].Trim(), t => White().Replace(t[1], ""), StringComparer.Ordinal);

    private static string? VerifyOne(string signature, List<string> fields, string body, Func<string, string> dnsRecord)
    {
        var tags = Tags(signature[(signature.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        if (tags["c"] != "relaxed/relaxed" || tags["v"] != "1") return "form";
        var bodyHash = Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(Body(body))));
        if (bodyHash != tags["bh"]) return $"body hash is {bodyHash}";
        var rest = fields.AsEnumerable().Reverse().ToList();
        var signed = new StringBuilder();
        foreach (var name in tags["h"].Split(':'))
        {
            var at = rest.FindIndex(f => f.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
            if (at < 0) continue;
            signed.Append(Header(rest[at])).Append("\r\n");
            rest.RemoveAt(at);
        }

        signed.Append(Header(Signature().Replace(signature, "${tag}")));
        var hash = SHA256.HashData(Encoding.Latin1.GetBytes(signed.ToString()));
        var key = Tags(dnsRecord($"{tags["s"]}._domainkey.{tags["d"]}"))["p"];
        return Holds(tags, hash, Convert.FromBase64String(key)) ? null : "signature";
    }

    private static bool Holds(Dictionary<string, string> tags, byte[] hash, byte[] key)
    {
        var signature = Convert.FromBase64String(tags["b"]);
        if (tags["a"] == "ed25519-sha256") return Ed25519Verifier.Verify(key, hash, signature);
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key, out _);
        return rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string Header(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        return field[..colon].TrimEnd().ToLowerInvariant() + ":" + White().Replace(field[(colon + 1)..], " ").Trim();
    }

    private static string Body(string body)
    {
        var lines = Blank().Replace(body, " ").Split("\r\n").Select(l => l.TrimEnd(' ')).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return string.Concat(lines.Select(l => l + "\r\n"));
    }

    [GeneratedRegex(@"\r\n(?![ \t])", RegexOptions.None, 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex White();

    [GeneratedRegex(@"[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<tag>;\s*b=)[^;]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signature();
}
