using System.Security.Cryptography;

namespace UserGroups.Mail.Dkim.Ed25519;

/// <summary>
/// Signs with Ed25519 (RFC 8032 §5.1.5–5.1.6). The framework offers no public type for it; the secret parts run in constant time.
/// Safe for several threads.
/// </summary>
internal sealed class Ed25519Key
{
    public const int SeedLength = 32;
    public const int SignatureLength = 64;
    private readonly byte[] scalar = new byte[32];
    private readonly byte[] prefix = new byte[32];
    private readonly byte[] publicKey = new byte[32];

    public Ed25519Key(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedLength) throw new ArgumentException("An Ed25519 seed has 32 bytes.", nameof(seed));
        Span<byte> hash = stackalloc byte[64];
        SHA512.HashData(seed, hash);
        hash[..32].CopyTo(scalar);
        hash[32..].CopyTo(prefix);
        CryptographicOperations.ZeroMemory(hash);
        scalar[0] &= 0xF8;
        scalar[31] &= 0x7F;
        scalar[31] |= 0x40;
        CurvePoint.TimesBase(scalar).Encode(publicKey);
    }

    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>Writes the 64 bytes of the signature.</summary>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> wide = stackalloc byte[64];
        Span<byte> nonce = stackalloc byte[32];
        Span<byte> challenge = stackalloc byte[32];
        Hash(prefix, default, message, wide);
        Scalar.Reduce(wide, nonce);
        CurvePoint.TimesBase(nonce).Encode(signature[..32]);
        Hash(signature[..32], publicKey, message, wide);
        Scalar.Reduce(wide, challenge);
        Scalar.MultiplyAdd(challenge, scalar, nonce, signature[32..SignatureLength]);
        CryptographicOperations.ZeroMemory(nonce);
    }

    private static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> target)
    {
        using var buffer = new PooledBuffer(first.Length + second.Length + third.Length);
        var span = buffer.GetSpan(first.Length + second.Length + third.Length);
        first.CopyTo(span);
        second.CopyTo(span[first.Length..]);
        third.CopyTo(span[(first.Length + second.Length)..]);
        SHA512.HashData(span[..(first.Length + second.Length + third.Length)], target);
        CryptographicOperations.ZeroMemory(span); // the key's prefix must not stay in the array pool
    }
}
