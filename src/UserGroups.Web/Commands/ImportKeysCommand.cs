using System.Globalization;
using UserGroups.Shared;
using UserGroups.Sponsorship.Licences;

namespace UserGroups.Web.Commands;

/// <summary>Takes licence keys from a CSV file into the pool: all of them or none, and a key that is there already stays as it is.</summary>
public sealed class ImportKeysCommand(KeyPool pool) : ICommand
{
    private static readonly string[] Required = ["product", "key"];
    private static readonly string[] Optional = ["seats"];

    public string Name => "import keys";

    public string Usage => "FILE [--dry-run]";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var dryRun = arguments.Contains("--dry-run");
        var words = arguments.Where(a => a != "--dry-run").ToList();
        if (words is not [var file] || file.StartsWith("--", StringComparison.Ordinal))
            throw new CommandException("Write: import keys FILE [--dry-run]. The file is CSV with the columns product, key and, if you like, seats. Nothing was done.");
        var rows = await ReadAsync(file, cancel);
        var result = rows.Ok
            ? await pool.ImportAsync([.. rows.Rows.Select(r => new KeyRow(r.Line, r["product"], r["key"], r["seats"]))], dryRun, Progress(rows.Rows.Count), cancel)
            : new KeyImport(0, 0, rows.Problems);
        if (result.Problems.Count > 0)
            throw new CommandException($"{string.Join('\n', result.Problems.Take(100))}\n{file} was not imported: {Count(result.Problems.Count, "problem")}. Nothing was changed.");
        await output.WriteLineAsync(dryRun
            ? $"{Count(result.Added, "key")} would be imported, {result.Known.ToString(CultureInfo.InvariantCulture)} are in the pool already. Nothing was changed."
            : $"{Count(result.Added, "key")} imported, {result.Known.ToString(CultureInfo.InvariantCulture)} were in the pool already.");
    }

    private static async Task<CsvRows> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            using var held = new MemoryStream(await File.ReadAllBytesAsync(file, cancel));
            return CsvRows.Read(held, Required, Optional);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {error.Message} Nothing was changed.");
        }
    }

    // Only where somebody watches: a log file has no use for a line that is rewritten.
    private static Action<int>? Progress(int all) => Console.IsErrorRedirected || all < 1000
        ? null
        : done => Console.Error.Write(done < all ? string.Create(CultureInfo.InvariantCulture, $"\r{done:N0} of {all:N0} keys ") : "\r" + new string(' ', 40) + "\r");

    private static string Count(int number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");
}
