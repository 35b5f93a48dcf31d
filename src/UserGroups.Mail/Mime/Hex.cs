namespace UserGroups.Mail.Mime;

/// <summary>=XX in capitals, as quoted-printable and Q want it (RFC 2045 §6.7 rule 1).</summary>
internal static class Hex
{
    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEF"u8;

    public static void Escape(byte value, Span<byte> target) => Write((byte)'=', value, target);

    /// <summary>%XX, as RFC 2231 wants it.</summary>
    public static void Percent(byte value, Span<byte> target) => Write((byte)'%', value, target);

    private static void Write(byte sign, byte value, Span<byte> target)
    {
        target[2] = Digits[value & 15];
        target[1] = Digits[value >> 4];
        target[0] = sign;
    }
}
