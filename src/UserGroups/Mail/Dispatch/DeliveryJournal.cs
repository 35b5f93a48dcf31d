using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// What the mail server has taken and the database does not know yet, one line a letter, in a file this process holds locked. A line is
/// one write to the operating system, a few microseconds after the server's 250: a process killed before its next commit loses nothing of it
/// (only a power cut can), so its letters are not sent again.
/// </summary>
public sealed class DeliveryJournal : IDisposable
{
    private const string Extension = ".journal";
    private readonly Lock door = new();
    private readonly string path;
    private readonly FileStream file;
    private readonly int headLength;

    /// <param name="folder">On a disk of this machine; made when missing.</param>
    /// <param name="owner">The name under which the process leases letters.</param>
    public DeliveryJournal(string folder, string owner)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)).AsSpan(0, 12)) + Extension);
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var head = Encoding.UTF8.GetBytes(owner + "\n");
        headLength = head.Length;
        file.Write(head);
    }

    /// <summary>Notes that the server took a letter.</summary>
    public void Note(long id, string answer)
    {
        var line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}\t{answer.ReplaceLineEndings(" ")}\n"));
        lock (door)
            file.Write(line);
    }

    /// <summary>Forgets all lines: the database knows them.</summary>
    public void Clear()
    {
        lock (door)
            file.SetLength(headLength);
    }

    /// <summary>Ends in good order: every line was recorded, so the file goes.</summary>
    public void Dispose()
    {
        lock (door)
        {
            var recorded = file.Length <= headLength;
            file.Dispose();
            if (recorded)
                File.Delete(path);
        }
    }

    /// <summary>Journals of processes that ended without closing them; each is locked until disposed, so one process reads it.</summary>
    public static IEnumerable<AbandonedJournal> Abandoned(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var found in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (AbandonedJournal.TryOpen(found) is { } journal)
                yield return journal;
        }
    }
}

/// <summary>A dead process's journal.</summary>
public sealed class AbandonedJournal : IDisposable
{
    private readonly string path;
    private readonly FileStream file;

    private AbandonedJournal(string path, FileStream file)
    {
        this.path = path;
        this.file = file;
        // The last line may be cut off in the middle by a power cut; only whole lines count.
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var text = reader.ReadToEnd();
        var lines = text.Split('\n')[..^1];
        Owner = lines.Length == 0 ? "" : lines[0];
        Taken = [.. lines.Skip(1).Select(Parse).OfType<(long, string)>()];
    }

    /// <summary>The name under which the process leased letters; empty when it died before writing it.</summary>
    public string Owner { get; }

    /// <summary>Letters the server took, with its answer.</summary>
    public IReadOnlyList<(long Id, string Answer)> Taken { get; }

    /// <summary>Removes the file: the database knows what was in it.</summary>
    public void Delete() => File.Delete(path);

    public void Dispose() => file.Dispose();

    internal static AbandonedJournal? TryOpen(string path)
    {
        try
        {
            return new AbandonedJournal(path, new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Its process lives, or somebody else is reading it.
            return null;
        }
    }

    private static (long Id, string Answer)? Parse(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return tab > 0 && long.TryParse(line.AsSpan(0, tab), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (id, line[(tab + 1)..]) : null;
    }
}
