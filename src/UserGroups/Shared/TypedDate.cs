using System.Globalization;
using System.Text.RegularExpressions;

namespace UserGroups.Shared;

/// <summary>
/// A date or a time as people type it: "24 Dec 2026", "Dec 24, 2026", "24.12.2026", "2026-12-24"; "18:30", "18.30", "6:30 pm". Names of months are
/// English or those of the reader's culture, three letters or more of them; between two numbers that could both be the month, the culture decides.
/// </summary>
public static partial class TypedDate
{
    private const int MostLength = 60;

    /// <summary>Reads a date. A weekday may stand there and is not compared: whoever changes the number rarely changes the word.</summary>
    public static bool TryDate(string text, CultureInfo culture, out DateOnly date)
    {
        date = default;
        if (text.Length > MostLength || !Written().IsMatch(text))
            return false;
        var numbers = Number().Matches(text).Select(n => n.Value).ToList();
        int? month = null;
        foreach (var word in Word().Matches(text).Select(w => w.Value))
        {
            if (MonthOf(word, culture) is not int named)
            {
                if (!IsSilent(word, culture))
                    return false;
            }
            else if (month is not null)
            {
                return false;
            }
            else
            {
                month = named;
            }
        }

        return (month is int m ? Named(numbers, m) : Numbered(text, numbers, culture)) is var (year, mon, day) && TryMake(year, mon, day, out date);
    }

    /// <summary>Reads a time of day, to the minute.</summary>
    public static bool TryTime(string text, out TimeOnly time)
    {
        time = default;
        if (text.Length > MostLength || Clock().Match(text.Trim()) is not { Success: true } clock)
            return false;
        var hour = Read(clock.Groups["hour"].Value);
        var minute = clock.Groups["minute"] is { Success: true } shown ? Read(shown.Value) : 0;
        if (clock.Groups["half"] is { Success: true } half)
        {
            if (hour is 0 or > 12)
                return false;
            hour = (hour % 12) + (half.ValueSpan is "p" or "P" ? 12 : 0);
        }
        if (hour > 23 || minute > 59)
            return false;
        time = new TimeOnly(hour, minute);
        return true;
    }

    // The day stands before the year, whichever side the month is on, unless the year is written out in front.
    private static (int Year, int Month, int Day)? Named(List<string> numbers, int month) => numbers switch
    {
        [{ Length: 4 } year, { Length: <= 2 } day] => (Read(year), month, Read(day)),
        [{ Length: <= 2 } day, var year] when YearOf(year) is int y => (y, month, Read(day)),
        _ => null,
    };

    private static (int Year, int Month, int Day)? Numbered(string text, List<string> numbers, CultureInfo culture)
    {
        if (numbers is [{ Length: 4 } front, { Length: <= 2 } second, { Length: <= 2 } third])
            return (Read(front), Read(second), Read(third));
        // 26-12-24 could begin with the year.
        if (numbers is not [{ Length: <= 2 } one, { Length: <= 2 } two, var last] || YearOf(last) is not int year || (last.Length == 2 && Dash().IsMatch(text)))
            return null;
        var (first, then) = (Read(one), Read(two));
        return first <= 12 && (then > 12 || MonthFirst(culture)) ? (year, first, then) : (year, then, first);
    }

    private static int? YearOf(string digits) => digits.Length switch { 4 => Read(digits), 2 => 2000 + Read(digits), _ => null };

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static int? MonthOf(string word, CultureInfo culture) =>
        word.Length < 3 ? null : Place(culture.DateTimeFormat.MonthNames, word, culture) ?? Place(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, word, culture);

    private static int? Place(string[] names, string word, CultureInfo culture) =>
        Array.FindIndex(names, name => Begins(name, word, culture)) is >= 0 and var at ? at + 1 : null;

    // A weekday, and what English puts round a number.
    private static bool IsSilent(string word, CultureInfo culture) =>
        word.ToUpperInvariant() is "ST" or "ND" or "RD" or "TH" or "OF"
        || (word.Length >= 2 && culture.DateTimeFormat.DayNames.Concat(CultureInfo.InvariantCulture.DateTimeFormat.DayNames).Any(name => Begins(name, word, culture)));

    private static bool Begins(string name, string word, CultureInfo culture) => culture.CompareInfo.IsPrefix(name, word, CompareOptions.IgnoreCase);

    private static bool MonthFirst(CultureInfo culture) => culture.Name.Length > 0 && !culture.IsNeutralCulture && culture.DateTimeFormat.ShortDatePattern.StartsWith('M');

    private static int Read(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9\p{L}\s.,/\u2010-\u2013-]+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Written();

    [GeneratedRegex(@"[\u2010-\u2013-]", RegexOptions.NonBacktracking)]
    private static partial Regex Dash();

    [GeneratedRegex("[0-9]{1,9}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"\p{L}+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"^((?<hour>[0-9]{1,2})(\s?[:.h]\s?(?<minute>[0-9]{2})(:[0-9]{2}(\.[0-9]+)?)?)?|(?<hour>[0-9]{2})(?<minute>[0-9]{2}))\s*((?<half>[ap])\.?\s?m\.?|h|uhr)?\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Clock();
}
