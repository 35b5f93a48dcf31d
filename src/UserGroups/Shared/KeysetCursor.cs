using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Shared;

/// <summary>
/// A place in an ordered list as text for an address: a check over the order and the rest, direction, id and key, in base64url. It says nothing that the page did not
/// show and grants nothing, so it is not signed; whatever cannot be read is no cursor.
/// </summary>
internal readonly record struct KeysetCursor(bool Backward, object Key, object Id)
{
    private const int MaxLength = 2500;
    private const char Separator = '\u001F';
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Type[] Supported = [typeof(int), typeof(long), typeof(string), typeof(DateTime), typeof(DateOnly), typeof(Guid)];

    public static void RequireSupported(Type type)
    {
        if (!Supported.Contains(type))
            throw new NotSupportedException($"{type.Name} is not ordered alike in SQLite and SQL Server; page by int, long, string, DateTime, DateOnly or Guid.");
    }

    public static string TagOf(string order) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(order)))[..6];

    public string Write(string tag)
    {
        var place = string.Join(Separator, Backward ? "b" : "f", Text(Id), Text(Key));
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(TagOf(tag + place) + Separator + place));
    }

    public static KeysetCursor? Read(string? text, string tag, Type keyType, Type idType)
    {
        if (text is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(text))
            return null;
        try
        {
            // The key comes last, so that a separator inside it does no harm. The check finds cursors cut short and those of other lists.
            var parts = StrictUtf8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator, 4);
            if (parts.Length != 4 || parts[1] is not ("b" or "f") || parts[0] != TagOf(tag + string.Join(Separator, parts[1..])))
                return null;
            return Value(parts[3], keyType) is { } key && Value(parts[2], idType) is { } id ? new(parts[1] == "b", key, id) : null;
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(object value) => value switch
    {
        DateTime time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        DateOnly date => date.DayNumber.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static object? Value(string text, Type type)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(Guid))
            return Guid.TryParseExact(text, "D", out var guid) ? guid : null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return null;
        if (type == typeof(long))
            return number;
        if (type == typeof(DateTime))
            return number >= 0 && number <= DateTime.MaxValue.Ticks ? new DateTime(number, DateTimeKind.Utc) : null;
        if (number is < int.MinValue or > int.MaxValue)
            return null;
        if (type == typeof(int))
            return (int)number;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;
    }
}
