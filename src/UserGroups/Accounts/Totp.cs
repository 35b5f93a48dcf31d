using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Accounts;

/// <summary>
/// Codes of authenticator apps: RFC 6238 with the figures every app knows (SHA-1, 30 seconds, 6 digits). Our own thirty lines instead of
/// Identity's provider, because a code must not work twice and tests move the clock; both need the number of the half-minute.
/// </summary>
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Digits = 6;

    /// <summary>160 random bits (RFC 4226, section 4, R6), in Base32.</summary>
    public static string NewSecret() => Base32(RandomNumberGenerator.GetBytes(20));

    public static long StepAt(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalSeconds / 30);

    /// <summary>The code of one half-minute (RFC 4226, section 5.3).</summary>
    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // HMAC-SHA-1 is what the apps compute; its known collisions do not touch an HMAC.
        HMACSHA1.HashData(FromBase32(secret), counter, hash);
#pragma warning restore CA5350
        var at = hash[^1] & 0x0f;
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[at..]) & 0x7fffffff;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    /// <summary>The half-minute whose code this is: now, or one before or after for clocks that differ. Null when it is none of them.</summary>
    public static long? StepOf(string secret, string? typed, DateTime utc)
    {
        var digits = new string([.. (typed ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length != Digits)
            return null;
        long? found = null;
        for (var step = StepAt(utc) - 1; step <= StepAt(utc) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.ASCII.GetBytes(digits)))
                found = step;
        }

        return found;
    }

    /// <summary>The address an app reads from the QR code.</summary>
    public static string Uri(string secret, string site, string account) =>
        $"otpauth://totp/{WebUtility.UrlEncode(site).Replace("+", "%20", StringComparison.Ordinal)}:{WebUtility.UrlEncode(account)}?secret={secret}&issuer={WebUtility.UrlEncode(site).Replace("+", "%20", StringComparison.Ordinal)}&digits=6&period=30";

    private static string Base32(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text.Append(Alphabet[(pair >> (11 - bit % 8)) & 31]);
        }

        return text.ToString();
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (buffer, bits, at) = (0, 0, 0);
        foreach (var c in text)
        {
            buffer = ((buffer << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal)) & 0xffff;
            bits += 5;
            if (bits >= 8 && at < bytes.Length)
                bytes[at++] = (byte)(buffer >> (bits -= 8));
        }

        return bytes;
    }
}
