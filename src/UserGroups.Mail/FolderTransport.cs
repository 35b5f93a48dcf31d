using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Mail;

/// <summary>
/// Writes each message as an .eml file, byte for byte as SMTP would carry it. The file appears whole or not at all (written aside, flushed, renamed),
/// and a second try of the same message to the same recipient replaces the first: its name comes from the Message-ID and the recipient.
/// </summary>
/// <param name="folder">Where the files go; made when missing.</param>
public sealed class FolderTransport(string folder) : IMailTransport
{
    /// <inheritdoc />
    public string Description => $"folder {folder}";

    /// <summary>The file name of a message, the same for all tries; knows nothing of what somebody wrote into the Message-ID.</summary>
    /// <param name="messageId">The Message-ID.</param>
    /// <param name="recipient">The recipient's address.</param>
    public static string FileNameFor(string messageId, string recipient) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId + "\n" + recipient)).AsSpan(0, 12)) + ".eml";

    /// <inheritdoc />
    public async Task<Delivery> SendAsync(ComposedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Directory.CreateDirectory(folder);
            var target = Path.Combine(folder, FileNameFor(message.MessageId, message.Recipient.Address));
            await WriteWholeAsync(target, message.Content, cancellationToken);
            return new Delivery(DeliveryOutcome.Delivered, 250, "2.0.0", $"written to {Path.GetFileName(target)}", DeliveryStep.Content);
        }
        catch (Exception fault) when (Explain(fault) is { } answer)
        {
            return answer;
        }
    }

    /// <inheritdoc />
    public async Task<Delivery?> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            await WriteWholeAsync(probe, "ok"u8.ToArray(), cancellationToken);
            File.Delete(probe);
            return null;
        }
        catch (Exception fault) when (Explain(fault) is { } answer)
        {
            return answer;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task WriteWholeAsync(string target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var aside = Path.Combine(Path.GetDirectoryName(target)!, $".{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true); // "delivered" must survive a power cut
            }

            File.Move(aside, target, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    private Delivery? Explain(Exception fault) => fault switch
    {
        UnauthorizedAccessException => Delivery.Blocked($"The mail folder {folder} cannot be written: access is denied.", DeliveryStep.Local),
        IOException io => Delivery.Temporary($"The mail folder {folder} cannot be written: {io.Message}", DeliveryStep.Local),
        _ => null,
    };
}
