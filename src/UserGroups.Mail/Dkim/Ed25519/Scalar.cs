using System.Buffers.Binary;

namespace UserGroups.Mail.Dkim.Ed25519;

/// <summary>Numbers modulo the group's order L = 2²⁵² + 27742317777372353535851937790883648493 (RFC 8032 §5.1), in constant time.</summary>
internal static class Scalar
{
    private static readonly ulong[] Order = [0x5812631A5CF5D3ED, 0x14DEF9DEA2F79CD6, 0, 0x1000000000000000];

    /// <summary>A hash of 64 bytes, little-endian, modulo L.</summary>
    public static void Reduce(ReadOnlySpan<byte> wide, Span<byte> result)
    {
        Span<ulong> words = stackalloc ulong[8];
        for (var i = 0; i < 8; i++) words[i] = BinaryPrimitives.ReadUInt64LittleEndian(wide[(8 * i)..]);
        Reduce(words, result);
        words.Clear();
    }

    /// <summary>(a · b + c) modulo L.</summary>
    public static void MultiplyAdd(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, Span<byte> result)
    {
        Span<ulong> words = stackalloc ulong[8];
        words.Clear();
        for (var i = 0; i < 4; i++) words[i] = Word(c, i);
        for (var i = 0; i < 4; i++)
        {
            var carry = 0UL;
            for (var j = 0; j < 4; j++)
            {
                var sum = Math.BigMul(Word(a, i), Word(b, j)) + words[i + j] + carry;
                words[i + j] = (ulong)sum;
                carry = (ulong)(sum >> 64);
            }

            for (var k = i + 4; k < 8; k++)
            {
                var sum = (UInt128)words[k] + carry;
                words[k] = (ulong)sum;
                carry = (ulong)(sum >> 64);
            }
        }

        Reduce(words, result);
        words.Clear();
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int i) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);

    // Long division bit by bit: double, add the next bit, take L away when it fits (by mask, not by branch).
    private static void Reduce(ReadOnlySpan<ulong> words, Span<byte> result)
    {
        // The first 252 bits are below L whatever they are.
        ulong r0 = (words[4] >> 4) | (words[5] << 60), r1 = (words[5] >> 4) | (words[6] << 60), r2 = (words[6] >> 4) | (words[7] << 60), r3 = words[7] >> 4;
        for (var bit = 259; bit >= 0; bit--)
        {
            r3 = (r3 << 1) | (r2 >> 63);
            r2 = (r2 << 1) | (r1 >> 63);
            r1 = (r1 << 1) | (r0 >> 63);
            r0 = (r0 << 1) | ((words[bit >> 6] >> (bit & 63)) & 1);
            var d0 = Subtract(r0, Order[0], 0, out var borrow);
            var d1 = Subtract(r1, Order[1], borrow, out borrow);
            var d2 = Subtract(r2, Order[2], borrow, out borrow);
            var d3 = Subtract(r3, Order[3], borrow, out borrow);
            var keep = 0 - borrow; // all ones when L was more than the rest
            r0 = d0 ^ (keep & (d0 ^ r0));
            r1 = d1 ^ (keep & (d1 ^ r1));
            r2 = d2 ^ (keep & (d2 ^ r2));
            r3 = d3 ^ (keep & (d3 ^ r3));
        }

        BinaryPrimitives.WriteUInt64LittleEndian(result, r0);
        BinaryPrimitives.WriteUInt64LittleEndian(result[8..], r1);
        BinaryPrimitives.WriteUInt64LittleEndian(result[16..], r2);
        BinaryPrimitives.WriteUInt64LittleEndian(result[24..], r3);
    }

    private static ulong Subtract(ulong a, ulong b, ulong borrowIn, out ulong borrowOut)
    {
        var difference = a - b - borrowIn;
        borrowOut = ((~a & b) | ((~a | b) & difference)) >> 63; // without a comparison that could become a branch
        return difference;
    }
}
