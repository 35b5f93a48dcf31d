using System.Runtime.InteropServices;

namespace UserGroups.Mail.Dkim.Ed25519;

/// <summary>
/// A point of edwards25519 in extended coordinates (RFC 8032 §5.1.4). The one addition formula holds for all pairs of points,
/// doubling and the neutral one too, so nothing branches on a secret.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct CurvePoint(FieldElement x, FieldElement y, FieldElement z, FieldElement t)
{
    private const int Windows = 64;
    private static readonly FieldElement TwoD = MakeTwoD();
    private static readonly Addend[] Table = MakeTable();
    private readonly FieldElement px = x, py = y, pz = z, pt = t;

    /// <summary>scalar · B for a scalar below 2²⁵⁵, little-endian, in 64 additions and constant time.</summary>
    public static CurvePoint TimesBase(ReadOnlySpan<byte> scalar)
    {
        Span<sbyte> digits = stackalloc sbyte[Windows];
        Digits(scalar, digits);
        var sum = new CurvePoint(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);
        for (var window = 0; window < Windows; window++) sum = sum.Add(Select(window, digits[window]));
        digits.Clear();
        return sum;
    }

    /// <summary>RFC 8032 §5.1.2: y with the lowest bit of x on top.</summary>
    public void Encode(Span<byte> target)
    {
        var inverse = pz.Inverse();
        Span<byte> affineX = stackalloc byte[32];
        (px * inverse).ToBytes(affineX);
        (py * inverse).ToBytes(target);
        target[31] ^= (byte)((affineX[0] & 1) << 7);
    }

    private CurvePoint Add(in Addend other)
    {
        var a = (py - px) * other.Minus;
        var b = (py + px) * other.Plus;
        var c = pt * other.TwoDT;
        var d = pz * other.TwoZ;
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new CurvePoint(e * f, g * h, f * g, e * h);
    }

    private Addend ToAddend() => new(py + px, py - px, pt * TwoD, pz + pz);

    // 64 digits of base 16 between −8 and 8.
    private static void Digits(ReadOnlySpan<byte> scalar, Span<sbyte> digits)
    {
        for (var i = 0; i < 32; i++)
        {
            digits[2 * i] = (sbyte)(scalar[i] & 15);
            digits[(2 * i) + 1] = (sbyte)(scalar[i] >> 4);
        }

        var carry = 0;
        for (var i = 0; i < Windows - 1; i++)
        {
            var digit = digits[i] + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (sbyte)(digit - (carry << 4));
        }

        digits[Windows - 1] += (sbyte)carry;
    }

    // Reads all eight entries whatever the digit is.
    private static Addend Select(int window, sbyte digit)
    {
        var sign = digit >> 7; // 0 or −1
        var size = (uint)((digit ^ sign) - sign);
        var chosen = new Addend(FieldElement.One, FieldElement.One, FieldElement.Zero, FieldElement.One + FieldElement.One);
        for (var j = 1u; j <= 8; j++)
        {
            var mask = (ulong)((long)((ulong)(size ^ j) - 1) >> 63);
            chosen = Addend.Choose(chosen, Table[(window * 8) + (int)j - 1], mask);
        }

        return Addend.Choose(chosen, chosen.Negate(), (ulong)(long)sign);
    }

    private static FieldElement MakeTwoD()
    {
        var d = -(new FieldElement(121665, 0, 0, 0, 0) * new FieldElement(121666, 0, 0, 0, 0).Inverse());
        return d + d;
    }

    // Table[8w + j − 1] = j · 16^w · B.
    private static Addend[] MakeTable()
    {
        var table = new Addend[Windows * 8];
        var power = BasePoint();
        for (var window = 0; window < Windows; window++)
        {
            var step = power.ToAddend();
            var multiple = power;
            for (var j = 0; j < 8; j++)
            {
                table[(window * 8) + j] = multiple.ToAddend();
                multiple = multiple.Add(step);
            }

            power = power.Add(table[(window * 8) + 7]); // 9 times
            for (var j = 0; j < 7; j++) power = power.Add(step); // 16 times
        }

        return table;
    }

    // RFC 8032 §5.1 table 1; y is 4/5.
    private static CurvePoint BasePoint()
    {
        var baseX = FieldElement.FromBytes(Convert.FromHexString("1AD5258F602D56C9B2A7259560C72C695CDCD6FD31E2A4C0FE536ECDD3366921"));
        var baseY = new FieldElement(4, 0, 0, 0, 0) * new FieldElement(5, 0, 0, 0, 0).Inverse();
        return new CurvePoint(baseX, baseY, FieldElement.One, baseX * baseY);
    }

    /// <summary>What the addition formula needs of its second point.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Addend(FieldElement plus, FieldElement minus, FieldElement twoDT, FieldElement twoZ)
    {
        public readonly FieldElement Plus = plus, Minus = minus, TwoDT = twoDT, TwoZ = twoZ;

        public Addend Negate() => new(Minus, Plus, -TwoDT, TwoZ);

        public static Addend Choose(in Addend a, in Addend b, ulong mask) => new(
            FieldElement.Choose(a.Plus, b.Plus, mask), FieldElement.Choose(a.Minus, b.Minus, mask),
            FieldElement.Choose(a.TwoDT, b.TwoDT, mask), FieldElement.Choose(a.TwoZ, b.TwoZ, mask));
    }
}
