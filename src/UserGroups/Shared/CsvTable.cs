using System.Globalization;
using System.Text;

namespace UserGroups.Shared;

/// <summary>
/// Writes rows as CSV (RFC 4180: commas, CRLF, quotes doubled), UTF-8, row by row without keeping them. Text that a spreadsheet would run
/// as a formula gets a leading apostrophe (OWASP, CSV Injection); numbers that are typed as numbers are written plainly, −5 as -5.
/// </summary>
/// <example><code>await new CsvTable&lt;Chapter&gt;().Column("Name", c => c.Name).Column("Members", c => c.Members).WriteAsync(stream, chapters);</code></example>
public sealed class CsvTable<TRow>
{
    private readonly List<(string Name, Func<TRow, object?> Value)> _columns = [];

    /// <summary>
    /// Adds a column. Null is an empty cell; numbers and money amounts use a decimal point and no grouping; DateTime is ISO 8601 in UTC with Z,
    /// DateOnly yyyy-MM-dd, TimeOnly HH:mm, bool yes/no; everything else is text.
    /// </summary>
    public CsvTable<TRow> Column(string name, Func<TRow, object?> value)
    {
        _columns.Add((name, value));
        return this;
    }

    /// <summary>Writes header and rows; the stream stays open.</summary>
    /// <param name="stream">Where to; only written to.</param>
    /// <param name="rows">Enumerated once.</param>
    /// <param name="withMark">True puts the UTF-8 byte order mark in front, which Excel needs to read accents.</param>
    /// <param name="cancel">Stops between rows.</param>
    public async Task WriteAsync(Stream stream, IEnumerable<TRow> rows, bool withMark = true, CancellationToken cancel = default)
    {
        await using var writer = Open(stream, withMark);
        await WriteLineAsync(writer, _columns.Select(column => (object?)column.Name), cancel);
        foreach (var row in rows)
            await WriteLineAsync(writer, _columns.Select(column => column.Value(row)), cancel);
    }

    /// <inheritdoc cref="WriteAsync(Stream, IEnumerable{TRow}, bool, CancellationToken)"/>
    public async Task WriteAsync(Stream stream, IAsyncEnumerable<TRow> rows, bool withMark = true, CancellationToken cancel = default)
    {
        await using var writer = Open(stream, withMark);
        await WriteLineAsync(writer, _columns.Select(column => (object?)column.Name), cancel);
        await foreach (var row in rows.WithCancellation(cancel))
            await WriteLineAsync(writer, _columns.Select(column => column.Value(row)), cancel);
    }

    private static StreamWriter Open(Stream stream, bool withMark) => new(stream, new UTF8Encoding(withMark), bufferSize: 16 * 1024, leaveOpen: true);

    private static async Task WriteLineAsync(StreamWriter writer, IEnumerable<object?> values, CancellationToken cancel)
    {
        var cells = values.Select(CsvCell.Write).ToList();
        // A line with nothing on it reads as no record at all (RFC 4180 leaves it open), so a lone empty cell is quoted.
        var line = cells is [""] ? "\"\"" : string.Join(',', cells);
        await writer.WriteAsync(line.AsMemory(), cancel);
        await writer.WriteAsync("\r\n".AsMemory(), cancel);
    }
}

/// <summary>One cell of a CSV file.</summary>
internal static class CsvCell
{
    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",;\"\r\n\t");

    public static string Write(object? value) => value switch
    {
        null => "",
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        float number when float.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        float or double => "",
        bool yes => yes ? "yes" : "no",
        DateTime time => time.ToString(time.TimeOfDay.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Text(string text)
    {
        text = text.Replace('\0', '\uFFFD');
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠')
            text = "'" + text;
        var needsQuotes = text.AsSpan().ContainsAny(Quoted) || text.StartsWith(' ') || text.EndsWith(' ');
        return needsQuotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
