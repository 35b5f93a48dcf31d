using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace UserGroups.Shared;

/// <summary>What became of a local time on the way to UTC.</summary>
public enum LocalTimeKind
{
    /// <summary>The clock shows it once.</summary>
    Once,

    /// <summary>The clock is put forward over it; it was read with the offset from before, so 02:30 becomes 03:30.</summary>
    Skipped,

    /// <summary>The clock is put back and shows it twice; the first of the two was taken.</summary>
    Twice,
}

/// <summary>A local time as UTC.</summary>
/// <param name="Utc">Of <see cref="DateTimeKind.Utc"/>.</param>
/// <param name="Kind">So that a form can say what was done with a time that does not exist or exists twice.</param>
public readonly record struct ResolvedTime(DateTime Utc, LocalTimeKind Kind);

/// <summary>
/// Between UTC, in which times are kept, and the clock on the wall of a place, which people mean. Zones are IANA names (tz database), as .NET
/// reads them from the system or ICU.
/// </summary>
public static partial class LocalTime
{
    // Lists ask for each row, and looking the name over costs more than the time.
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Found = new(StringComparer.Ordinal);

    /// <summary>The zone of an IANA name such as Europe/Oslo.</summary>
    /// <exception cref="RuleException">There is none of that name; Windows names are refused too.</exception>
    public static TimeZoneInfo Zone(string? name, string? field = null)
    {
        if (name is not null && Found.TryGetValue(name, out var found))
            return found;
        if (name is { Length: <= 64 } && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
        {
            // Not under a name in other letters, of which there are any number.
            if (zone.Id == name)
                Found[name] = zone;
            return zone;
        }

        throw new RuleException("Choose a time zone from the list, such as Europe/Oslo.", field);
    }

    /// <summary>True for an IANA name that <see cref="Zone"/> finds.</summary>
    public static bool IsZone(string? name) =>
        name is { Length: <= 64 } && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    /// <summary>
    /// The moment at which the clocks of a zone show this date and time. RFC 5545 §3.3.5 decides the odd cases, so that our calendar files and our
    /// pages agree: a skipped time is read with the offset from before the gap, a doubled time is its first occurrence.
    /// </summary>
    /// <exception cref="RuleException">No such zone, or a moment outside of the years 1 to 9999.</exception>
    public static ResolvedTime Resolve(DateOnly date, TimeOnly time, string zone)
    {
        var tz = Zone(zone);
        var local = date.ToDateTime(time, DateTimeKind.Utc);
        // The offset before and after any change near by: a day away is further than any offset reaches. TimeZoneInfo.IsInvalidTime knows
        // summer time only, not a zone that changed sides of the date line (Samoa skipped 30 December 2011).
        var before = tz.GetUtcOffset(Shift(local, -TimeSpan.TicksPerDay) ?? local);
        var after = tz.GetUtcOffset(Shift(local, TimeSpan.TicksPerDay) ?? local);
        var first = Shift(local, -before.Ticks);
        var second = Shift(local, -after.Ticks);
        if (first is not { } early || second is not { } late)
            throw new RuleException("That date is too far away.");
        var isFirst = tz.GetUtcOffset(early) == before;
        var isSecond = tz.GetUtcOffset(late) == after;
        return (isFirst, isSecond) switch
        {
            (true, true) => new(early, early == late ? LocalTimeKind.Once : LocalTimeKind.Twice),
            (true, false) => new(early, LocalTimeKind.Once),
            (false, true) => new(late, LocalTimeKind.Once),
            _ => new(early, LocalTimeKind.Skipped),
        };
    }

    /// <summary>The moment alone; see <see cref="Resolve"/>.</summary>
    public static DateTime ToUtc(DateOnly date, TimeOnly time, string zone) => Resolve(date, time, zone).Utc;

    /// <summary>What the clocks of a zone show at a moment.</summary>
    /// <param name="utc">Taken as UTC; a local <see cref="DateTime"/> is refused.</param>
    /// <param name="zone">IANA name.</param>
    /// <exception cref="ArgumentException">The kind is <see cref="DateTimeKind.Local"/>: nothing here depends on where the server stands.</exception>
    public static (DateOnly Date, TimeOnly Time) FromUtc(DateTime utc, string zone)
    {
        var local = At(utc, Zone(zone));
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>Minutes by which the zone is ahead of UTC at a moment; negative west of Greenwich.</summary>
    public static int OffsetMinutes(DateTime utc, string zone) => (int)Zone(zone).GetUtcOffset(AsUtc(utc)).TotalMinutes;

    /// <summary>
    /// Day, date, time and whose time: "Thursday 3 December 2026, 18:30 (Oslo time)". Order, names and clock follow the culture; English without a
    /// country, and English where the day comes first, is written as shown.
    /// </summary>
    /// <param name="utc">The moment.</param>
    /// <param name="zone">IANA name; its last part names the place.</param>
    /// <param name="culture">Of the reader.</param>
    /// <param name="zonePattern">The words round the place in the reader's language; {0} is the place.</param>
    public static string Format(DateTime utc, string zone, CultureInfo culture, string zonePattern = "{0} time")
    {
        var local = At(utc, Zone(zone));
        var place = string.Format(culture, zonePattern, Place(zone));
        return $"{local.ToString(DatePattern(culture), culture)}, {local.ToString(TimePattern(culture), culture)} ({place})";
    }

    /// <summary>The date with its weekday, as <see cref="Format"/> writes it.</summary>
    public static string FormatDate(DateOnly date, CultureInfo culture) => date.ToString(DatePattern(culture), culture);

    /// <summary>The time without seconds, as <see cref="Format"/> writes it.</summary>
    public static string FormatTime(TimeOnly time, CultureInfo culture) => time.ToString(TimePattern(culture), culture);

    /// <summary>The place a zone is named after: America/Argentina/Buenos_Aires is Buenos Aires.</summary>
    public static string Place(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static DateTime At(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(AsUtc(utc), zone);

    private static DateTime AsUtc(DateTime utc) => utc.Kind == DateTimeKind.Local
        ? throw new ArgumentException("A moment is UTC.", nameof(utc))
        : DateTime.SpecifyKind(utc, DateTimeKind.Utc);

    private static DateTime? Shift(DateTime utc, long ticks)
    {
        ticks += utc.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
    }

    private static bool DayFirstEnglish(CultureInfo culture) => culture.TwoLetterISOLanguageName is "en" or "iv"
        && (culture.IsNeutralCulture || culture.Name.Length == 0 || !culture.DateTimeFormat.ShortDatePattern.StartsWith('M'));

    private static string DatePattern(CultureInfo culture)
    {
        if (DayFirstEnglish(culture))
            return "dddd d MMMM yyyy";
        var pattern = culture.DateTimeFormat.LongDatePattern;
        return pattern.Contains("dddd", StringComparison.Ordinal) ? pattern : "dddd " + pattern;
    }

    /// <summary>The pattern of <see cref="FormatTime"/>.</summary>
    public static string TimePattern(CultureInfo culture) => DayFirstEnglish(culture) ? "HH:mm" : culture.DateTimeFormat.ShortTimePattern;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ZoneName();
}
