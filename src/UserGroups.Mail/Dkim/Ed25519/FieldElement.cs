using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace UserGroups.Mail.Dkim.Ed25519;

/// <summary>
/// A number modulo p = 2²⁵⁵ − 19 in five limbs of 51 bits (RFC 7748 §4.1, RFC 8032 §5.1). No branch and no table index depends on a value,
/// so time tells nothing about a key.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct FieldElement(ulong a0, ulong a1, ulong a2, ulong a3, ulong a4)
{
    private const ulong Mask = (1UL << 51) - 1;
    private readonly ulong l0 = a0, l1 = a1, l2 = a2, l3 = a3, l4 = a4;

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0, 0);

    public static FieldElement operator +(in FieldElement a, in FieldElement b) =>
        Carry(a.l0 + b.l0, a.l1 + b.l1, a.l2 + b.l2, a.l3 + b.l3, a.l4 + b.l4);

    // 4p is added first so that no limb goes below zero.
    public static FieldElement operator -(in FieldElement a, in FieldElement b) => Carry(
        a.l0 + (4 * (Mask - 18)) - b.l0, a.l1 + (4 * Mask) - b.l1, a.l2 + (4 * Mask) - b.l2, a.l3 + (4 * Mask) - b.l3, a.l4 + (4 * Mask) - b.l4);

    public static FieldElement operator -(in FieldElement a) => Zero - a;

    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        ulong b1 = 19 * b.l1, b2 = 19 * b.l2, b3 = 19 * b.l3, b4 = 19 * b.l4;
        var r0 = Math.BigMul(a.l0, b.l0) + Math.BigMul(a.l1, b4) + Math.BigMul(a.l2, b3) + Math.BigMul(a.l3, b2) + Math.BigMul(a.l4, b1);
        var r1 = Math.BigMul(a.l0, b.l1) + Math.BigMul(a.l1, b.l0) + Math.BigMul(a.l2, b4) + Math.BigMul(a.l3, b3) + Math.BigMul(a.l4, b2);
        var r2 = Math.BigMul(a.l0, b.l2) + Math.BigMul(a.l1, b.l1) + Math.BigMul(a.l2, b.l0) + Math.BigMul(a.l3, b4) + Math.BigMul(a.l4, b3);
        var r3 = Math.BigMul(a.l0, b.l3) + Math.BigMul(a.l1, b.l2) + Math.BigMul(a.l2, b.l1) + Math.BigMul(a.l3, b.l0) + Math.BigMul(a.l4, b4);
        var r4 = Math.BigMul(a.l0, b.l4) + Math.BigMul(a.l1, b.l3) + Math.BigMul(a.l2, b.l2) + Math.BigMul(a.l3, b.l1) + Math.BigMul(a.l4, b.l0);
        r1 += (ulong)(r0 >> 51);
        r2 += (ulong)(r1 >> 51);
        r3 += (ulong)(r2 >> 51);
        r4 += (ulong)(r3 >> 51);
        var low = ((ulong)r0 & Mask) + (19 * (ulong)(r4 >> 51));
        return new FieldElement(low & Mask, ((ulong)r1 & Mask) + (low >> 51), (ulong)r2 & Mask, (ulong)r3 & Mask, (ulong)r4 & Mask);
    }

    /// <summary>1/a as a to the power p − 2 (the exponent is no secret).</summary>
    public FieldElement Inverse()
    {
        // p − 2 = 2²⁵⁵ − 21: 250 ones, then 01011, which is 11. Powers of n ones are put together from shorter ones.
        var two = this * this;
        var nine = Squared(two, 2) * this;
        var eleven = nine * two;
        var ones5 = Squared(eleven, 1) * nine; // 31
        var ones10 = Squared(ones5, 5) * ones5;
        var ones20 = Squared(ones10, 10) * ones10;
        var ones40 = Squared(ones20, 20) * ones20;
        var ones50 = Squared(ones40, 10) * ones10;
        var ones100 = Squared(ones50, 50) * ones50;
        var ones200 = Squared(ones100, 100) * ones100;
        return Squared(Squared(ones200, 50) * ones50, 5) * eleven;
    }

    /// <summary>b where the mask is all ones, a where it is zero.</summary>
    public static FieldElement Choose(in FieldElement a, in FieldElement b, ulong mask) => new(
        a.l0 ^ (mask & (a.l0 ^ b.l0)), a.l1 ^ (mask & (a.l1 ^ b.l1)), a.l2 ^ (mask & (a.l2 ^ b.l2)), a.l3 ^ (mask & (a.l3 ^ b.l3)), a.l4 ^ (mask & (a.l4 ^ b.l4)));

    public static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        ulong w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes), w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        ulong w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new FieldElement(w0 & Mask, ((w0 >> 51) | (w1 << 13)) & Mask, ((w1 >> 38) | (w2 << 26)) & Mask, ((w2 >> 25) | (w3 << 39)) & Mask, (w3 >> 12) & Mask);
    }

    /// <summary>The one smallest form, little-endian.</summary>
    public void ToBytes(Span<byte> bytes)
    {
        var f = Carry(l0, l1, l2, l3, l4);
        f = Carry(f.l0, f.l1, f.l2, f.l3, f.l4);
        // q is 1 when the value is p or more.
        var q = (f.l0 + 19) >> 51;
        q = (f.l1 + q) >> 51;
        q = (f.l2 + q) >> 51;
        q = (f.l3 + q) >> 51;
        q = (f.l4 + q) >> 51;
        var c0 = f.l0 + (19 * q);
        var c1 = f.l1 + (c0 >> 51);
        var c2 = f.l2 + (c1 >> 51);
        var c3 = f.l3 + (c2 >> 51);
        var c4 = f.l4 + (c3 >> 51);
        c0 &= Mask;
        c1 &= Mask;
        c2 &= Mask;
        c3 &= Mask;
        c4 &= Mask;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, c0 | (c1 << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (c1 >> 13) | (c2 << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (c2 >> 26) | (c3 << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], (c3 >> 39) | (c4 << 12));
    }

    private static FieldElement Squared(FieldElement value, int times)
    {
        for (; times > 0; times--) value *= value;
        return value;
    }

    private static FieldElement Carry(ulong r0, ulong r1, ulong r2, ulong r3, ulong r4)
    {
        r1 += r0 >> 51;
        r2 += r1 >> 51;
        r3 += r2 >> 51;
        r4 += r3 >> 51;
        return new FieldElement((r0 & Mask) + (19 * (r4 >> 51)), r1 & Mask, r2 & Mask, r3 & Mask, r4 & Mask);
    }
}
