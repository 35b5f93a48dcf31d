using System.Globalization;
using System.Security.Cryptography;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Mail.Inbound;

/// <summary>
/// Reads the folder <c>Mail:Inbound:Folder</c>: each .eml (written aside and renamed by whoever drops it) is counted and moved to <c>done</c>, <c>other</c>
/// or <c>unreadable</c>; none is ever deleted here.
/// </summary>
public sealed class ReadInbound(InboundDesk desk, MailOptions options, TimeProvider time) : IJob
{
    private const int Most = 500;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var folder = options.Inbound.Folder;
        if (folder.Length == 0)
            return "No folder is set.";
        Directory.CreateDirectory(folder);
        var (read, facts, unreadable) = (0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal).Take(Most).ToList())
        {
            cancel.ThrowIfCancellationRequested();
            var receipt = await TakeAsync(file, cancel);
            read++;
            facts += receipt.Facts;
            unreadable += receipt.Kind == InboundKind.Unreadable ? 1 : 0;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{read} read, {facts} facts about our letters, {unreadable} unreadable and kept.");
    }

    private async Task<Receipt> TakeAsync(string file, CancellationToken cancel)
    {
        // Counted first, moved then: when the program dies in between, the same message is known the next time.
        var bytes = await ReadAsync(file, cancel);
        var receipt = await desk.TakeAsync(bytes, Path.GetFileName(file), null, cancel);
        var room = receipt.Kind switch
        {
            InboundKind.Unreadable => "unreadable",
            InboundKind.Other => "other",
            _ => Path.Combine("done", time.Now().ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        };
        var target = Directory.CreateDirectory(Path.Combine(options.Inbound.Folder, room)).FullName;
        var name = Path.GetFileNameWithoutExtension(file);
        File.Move(file, Path.Combine(target, $"{name[..Math.Min(name.Length, 100)]}-{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4))}.eml"), overwrite: true);
        return receipt;
    }

    // One byte more than is read tells the reader that it is too large, without taking all of it into memory.
    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancel)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var bytes = new byte[Math.Min(stream.Length, MimePart.MaxSize + 1)];
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}
