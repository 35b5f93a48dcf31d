using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Mail.Inbound;

/// <summary>
/// The signature of the inbound hook: header <c>X-UserGroups-Signature: t=SECONDS,v1=HEX</c>, where HEX is HMAC-SHA256 with
/// <c>Mail:Inbound:Key</c> over SECONDS, a dot and the body. SECONDS since 1970 are at most five minutes from now.
/// </summary>
public static class InboundSignature
{
    public const string Header = "X-UserGroups-Signature";

    /// <summary>How far the sender's clock may be from ours, either way.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>The header's value for a body.</summary>
    public static string Sign(string key, ReadOnlySpan<byte> body, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(Compute(key, body, at.ToUnixTimeSeconds()))}");

    /// <summary>When it was signed, or null when it was not with this key, not this body, or not within <see cref="Slack"/>.</summary>
    public static DateTimeOffset? Check(string key, string? header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var parts = (header ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (key.Length == 0 || parts.Length != 2 || !parts[0].StartsWith("t=", StringComparison.Ordinal) || !parts[1].StartsWith("v1=", StringComparison.Ordinal))
            return null;
        if (!long.TryParse(parts[0].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Slack.TotalSeconds)
            return null;
        var said = Encoding.ASCII.GetBytes(parts[1][3..].ToLowerInvariant());
        var meant = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Compute(key, body, seconds)));
        return CryptographicOperations.FixedTimeEquals(said, meant) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static byte[] Compute(string key, ReadOnlySpan<byte> body, long seconds)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
