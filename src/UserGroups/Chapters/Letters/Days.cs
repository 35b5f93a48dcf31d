using System.Globalization;

namespace UserGroups.Chapters.Letters;

/// <summary>A day in a letter: the month as a word, because 3/4 is March here and April there.</summary>
internal static class Days
{
    public static string Of(DateTime utc) => utc.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
