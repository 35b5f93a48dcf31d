using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace UserGroups.Accounts;

/// <summary>
/// How recovery codes are stored: PBKDF2-HMAC-SHA-512 with as many iterations as passwords (49 bits are too few for a plain hash; ASVS 5.0, 6.5.2). The ten
/// codes of a person share one 128-bit salt, so that a code that is tried costs one hash and not ten.
/// </summary>
/// <remarks>Stored in 64 characters: <c>$</c>, then base64url of the iterations (4 bytes, big endian), the salt (16) and the hash (27).</remarks>
public sealed class RecoveryCodeHashes(IOptions<PasswordHasherOptions> options)
{
    private const int SaltAt = 4;
    private const int HashAt = 20;
    private const int Length = 47;
    private const char Mark = '$';

    /// <summary>What is stored for the codes of one person, in their order. Costs a tenth of a second of a core for each: call it outside of transactions.</summary>
    public IReadOnlyList<string> OfNew(IReadOnlyCollection<string> codes)
    {
        var salt = RandomNumberGenerator.GetBytes(HashAt - SaltAt);
        return [.. codes.AsParallel().AsOrdered().Select(code => Of(code, salt, options.Value.IterationCount))];
    }

    /// <summary>What would be stored for the typed code, if it were one of those that <paramref name="stored"/> is one of.</summary>
    /// <param name="personId">Whose codes they are; it salted the hashes of before.</param>
    /// <param name="typed">As typed; case, hyphens and spaces do not count.</param>
    /// <param name="stored">The stored form of any of the person's codes; null: there are none, which takes as long.</param>
    public string Of(long personId, string? typed, string? stored)
    {
        if (stored is null)
            return Of(typed, new byte[HashAt - SaltAt], options.Value.IterationCount);
        if (stored[0] != Mark)
            return Token.HashOf(personId.ToString(System.Globalization.CultureInfo.InvariantCulture) + ":" + Plain(typed));
        var bytes = Base64Url.DecodeFromChars(stored.AsSpan(1));
        return Of(typed, bytes[SaltAt..HashAt], BinaryPrimitives.ReadInt32BigEndian(bytes));
    }

    private static string Of(string? code, byte[] salt, int iterations)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, iterations);
        salt.CopyTo(bytes, SaltAt);
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(Plain(code)), salt, bytes.AsSpan(HashAt), iterations, HashAlgorithmName.SHA512);
        return Mark + Base64Url.EncodeToString(bytes);
    }

    private static string Plain(string? code) => new([.. (code ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
