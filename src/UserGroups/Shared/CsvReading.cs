using System.Globalization;
using CsvHelper;

namespace UserGroups.Shared;

/// <summary>One reading of one file.</summary>
internal sealed class CsvReading(CsvLimits limits, IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
{
    private readonly List<CsvRow> _rows = [];
    private readonly List<CsvProblem> _problems = [];

    public CsvRows Read(ReadOnlyMemory<byte> bytes)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => Problem((int)record.LineNumber, Reason(record.Reason)),
        };
        using var reader = CsvReader.Create(bytes, options);
        string[]? header = null;
        while (_problems.Count < limits.MaxProblems && reader.Read())
        {
            var line = (int)reader.LineNumber;
            var cells = reader.Current.ToArray();
            if (header is null)
            {
                // A header that is wrong would only make every row wrong too.
                if (!ReadHeader(line, header = cells))
                    break;
            }
            else if (!TakeRow(line, header, cells))
            {
                break;
            }
        }
        if (header is null && _problems.Count == 0)
            Problem(1, "The file is empty. Its first line names the columns: " + string.Join(", ", required) + ".");
        return new CsvRows(_rows, _problems);
    }

    private static string Reason(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "A quote opens here and never closes.",
        CsvMalformedReason.TextAfterClosingQuote => "There is text after a closing quote. Double the quotes inside a quoted field.",
        _ => "There is a quote inside a field. Put the whole field in quotes and double the quotes inside it.",
    };

    private bool ReadHeader(int line, string[] header)
    {
        for (var i = 0; i < header.Length; i++)
            header[i] = header[i].Trim();
        if (header.Length == 1 && header[0].AsSpan().ContainsAny(';', '\t'))
        {
            Problem(line, "The columns are not separated by commas. Save the file as “CSV UTF-8 (comma delimited)”.");
            return false;
        }
        foreach (var name in header.Where(name => !Known(name)).Distinct(StringComparer.OrdinalIgnoreCase))
            Problem(line, name.Length == 0 ? "A column has no name." : $"The column “{Short(name)}” is unknown. Known are: {string.Join(", ", required.Concat(optional))}.");
        foreach (var name in required.Where(name => !header.Contains(name, StringComparer.OrdinalIgnoreCase)))
            Problem(line, $"The column “{name}” is missing.");
        foreach (var name in header.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            Problem(line, $"The column “{Short(name.Key)}” is there {name.Count()} times.");
        return _problems.Count == 0;
    }

    /// <summary>False when reading should stop.</summary>
    private bool TakeRow(int line, string[] header, string[] cells)
    {
        if (_rows.Count == limits.MaxRows)
        {
            Problem(line, string.Create(CultureInfo.InvariantCulture, $"There are more than {limits.MaxRows:N0} rows. Split the file."));
            return false;
        }
        if (Wrong(header, cells) is { } reason)
        {
            Problem(line, reason);
            return true;
        }
        var byName = new Dictionary<string, string>(header.Length, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Length; i++)
            byName[header[i]] = cells[i].Trim();
        _rows.Add(new CsvRow(line, byName));
        return true;
    }

    private string? Wrong(string[] header, string[] cells)
    {
        if (cells.Length != header.Length)
            return string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Length} {(cells.Length == 1 ? "field" : "fields")}, the header {header.Length}.");
        if (Array.Exists(cells, cell => cell.Contains('\0')))
            return "There is a NUL character.";
        return Array.Exists(cells, cell => cell.Length > limits.MaxFieldLength)
            ? string.Create(CultureInfo.InvariantCulture, $"A field is longer than {limits.MaxFieldLength:N0} characters.")
            : null;
    }

    private void Problem(int line, string reason)
    {
        if (_problems.Count < limits.MaxProblems)
            _problems.Add(new CsvProblem(line, reason));
    }

    private bool Known(string name) => required.Contains(name, StringComparer.OrdinalIgnoreCase) || optional.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
