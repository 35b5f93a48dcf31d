using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace UserGroups.Mail.Tests.Dkim;

/// <summary>Ed25519 verification written anew from RFC 8032 §5.1.7 with big numbers: slow, and nothing shared with the signer.</summary>
internal static class Ed25519Verifier
{
    public static readonly BigInteger P = (BigInteger.One << 255) - 19;
    public static readonly BigInteger L = (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly Point B = Decode(LittleEndian(Mod(4 * Inverse(5)), 32))!;

    public static bool Verify(ReadOnlySpan<byte> publicKey, byte[] message, byte[] signature)
    {
        var s = Number(signature.AsSpan(32));
        if (s >= L || Decode(publicKey) is not { } a || Decode(signature.AsSpan(0, 32)) is not { } r) return false;
        var k = Number(SHA512.HashData([.. signature.AsSpan(0, 32), .. publicKey, .. message])) % L;
        return Same(Times(s, B), Add(r, Times(k, a)));
    }

    public static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true);

    public static byte[] LittleEndian(BigInteger number, int length)
    {
        var bytes = new byte[length];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        var y = Number(bytes) & ((BigInteger.One << 255) - 1);
        if (y >= P) return null;
        var square = Mod((y * y - 1) * Inverse(Mod((D * y * y) + 1)));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod((x * x) - square) != 0) x = Mod(x * BigInteger.ModPow(2, (P - 1) / 4, P));
        if (Mod((x * x) - square) != 0) return null;
        return new Point((x & 1) == bytes[31] >> 7 ? x : P - x, y, 1);
    }

    // Projective, so that a product of points needs no division (add-2008-bbjlp for a = −1).
    private static Point Add(Point a, Point b)
    {
        var (z, x, y) = (Mod(a.Z * b.Z), Mod(a.X * b.X), Mod(a.Y * b.Y));
        var (z2, e) = (Mod(z * z), Mod(D * x * y));
        var (f, g) = (z2 - e, z2 + e);
        return new Point(Mod(z * f * (((a.X + a.Y) * (b.X + b.Y)) - x - y)), Mod(z * g * (y + x)), Mod(f * g));
    }

    private static Point Times(BigInteger n, Point point)
    {
        var sum = new Point(0, 1, 1);
        for (; n > 0; n >>= 1)
        {
            if (!n.IsEven) sum = Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    private static bool Same(Point a, Point b) => Mod((a.X * b.Z) - (b.X * a.Z)) == 0 && Mod((a.Y * b.Z) - (b.Y * a.Z)) == 0;

    private static BigInteger Inverse(BigInteger n) => BigInteger.ModPow(n, P - 2, P);

    private static BigInteger Mod(BigInteger n) => ((n % P) + P) % P;

    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z);
}
