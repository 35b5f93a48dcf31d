using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace UserGroups.Shared;

/// <summary>How much a CSV file may hold.</summary>
/// <param name="MaxRows">Data rows.</param>
/// <param name="MaxFieldLength">Characters in one field.</param>
/// <param name="MaxBytes">Bytes of the whole file; it is held in memory while it is read.</param>
/// <param name="MaxProblems">Problems listed before reading stops.</param>
public sealed record CsvLimits(int MaxRows = 50_000, int MaxFieldLength = 10_000, int MaxBytes = 20_000_000, int MaxProblems = 100);

/// <summary>Something wrong in a CSV file, in a sentence for the person who made it.</summary>
/// <param name="Line">Line of the file on which the row begins, 1 for the header.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record CsvProblem(int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Line {Line}: {Reason}");
}

/// <summary>A data row; its cells by column name.</summary>
public sealed class CsvRow(int line, IReadOnlyDictionary<string, string> cells)
{
    /// <summary>Line of the file on which the row begins; the header is line 1.</summary>
    public int Line => line;

    /// <summary>The cell, without white space around it; empty when it is empty or its optional column is absent.</summary>
    public string this[string column] => cells.GetValueOrDefault(column, "");
}

/// <summary>The rows of a CSV file, or everything that is wrong with it. Import all or nothing: go on only when <see cref="Ok"/>.</summary>
/// <param name="Rows">Good rows in the file's order.</param>
/// <param name="Problems">In the file's order; at most <see cref="CsvLimits.MaxProblems"/>.</param>
public sealed record CsvRows(IReadOnlyList<CsvRow> Rows, IReadOnlyList<CsvProblem> Problems)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool Ok => Problems.Count == 0;

    /// <summary>
    /// Reads comma-separated values (RFC 4180; a line may also end in LF) in strict UTF-8 with or without byte order mark. The first line names
    /// the columns, in any order and case. Empty lines are passed over. Nothing is thrown for a bad file: each unknown, missing or
    /// doubled column and each bad row becomes a problem.
    /// </summary>
    /// <param name="stream">Read to its end, not closed.</param>
    /// <param name="requiredColumns">Must be in the header.</param>
    /// <param name="optionalColumns">May be in the header; any other name is a problem.</param>
    /// <param name="limits">Default limits when null.</param>
    public static CsvRows Read(Stream stream, IReadOnlyCollection<string> requiredColumns, IReadOnlyCollection<string>? optionalColumns = null, CsvLimits? limits = null)
    {
        limits ??= new CsvLimits();
        var (bytes, problem) = CsvBytes.Read(stream, limits.MaxBytes);
        return problem is null
            ? new CsvReading(limits, requiredColumns, optionalColumns ?? []).Read(bytes)
            : new CsvRows([], [problem]);
    }
}

/// <summary>The bytes of a file, known to be UTF-8.</summary>
internal static class CsvBytes
{
    public static (ReadOnlyMemory<byte> Bytes, CsvProblem? Problem) Read(Stream stream, int maxBytes)
    {
        using var held = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            held.Write(buffer, 0, read);
            if (held.Length > maxBytes)
                return (default, new CsvProblem(1, string.Create(CultureInfo.InvariantCulture, $"The file is larger than {maxBytes:N0} bytes. Split it.")));
        }
        var bytes = held.GetBuffer().AsMemory(0, (int)held.Length);
        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        return (bytes, Check(bytes.Span));
    }

    private static CsvProblem? Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new CsvProblem(1, "The file is UTF-16. Save it as “CSV UTF-8”.");
        if (Utf8.IsValid(bytes))
            return null;
        var line = 1;
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end && Utf8.IsValid(bytes[..end]))
        {
            bytes = bytes[(end + 1)..];
            line++;
        }
        return new CsvProblem(line, "There are bytes that are not UTF-8. Save the file as “CSV UTF-8”.");
    }
}
