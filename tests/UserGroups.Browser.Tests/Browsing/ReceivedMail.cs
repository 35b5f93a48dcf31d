using System.Text;
using System.Text.RegularExpressions;
using UserGroups.Mail.Inbound;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>The letters the portal has sent, read as a mail program would.</summary>
/// <param name="newestFirst">The bytes of each.</param>
public sealed class ReceivedMail(Func<IEnumerable<byte[]>> newestFirst)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>From the files the folder transport writes.</summary>
    public static ReceivedMail In(string folder) => new(() => !Directory.Exists(folder) ? [] : new DirectoryInfo(folder).GetFiles("*.eml")
        .OrderByDescending(f => f.LastWriteTimeUtc).Select(f => File.ReadAllBytes(f.FullName)));

    /// <summary>The link in the letter to an address whose path begins so; waits until the letter is there. Several: the newest letter's.</summary>
    public async Task<string> LinkAsync(string address, string pathBegins)
    {
        var link = new Regex($@"https?://[^\s<>]+?(?<path>{Regex.Escape(pathBegins)}[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return link.Match(TextOf(await LetterAsync(address, m => link.IsMatch(TextOf(m)), $"with a link to {pathBegins}…"))).Groups["path"].Value;
    }

    /// <summary>The newest letter to an address with these words in its text; waits until it is there.</summary>
    public Task<MimePart> LetterAsync(string address, string words) =>
        LetterAsync(address, m => TextOf(m).Contains(words, StringComparison.Ordinal), $"with “{words}”");

    /// <summary>The plain text of each letter to the address, newest first.</summary>
    public IEnumerable<string> Letters(string address) => Messages(address).Select(TextOf);

    private async Task<MimePart> LetterAsync(string address, Func<MimePart, bool> fits, string meant)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!limit.IsCancellationRequested)
        {
            if (Messages(address).FirstOrDefault(fits) is MimePart found)
                return found;
            await Task.Delay(50, CancellationToken.None);
        }

        throw new InvalidOperationException($"No letter to {address} {meant} came within {Patience.TotalSeconds} s; there are {Messages(address).Count()} letters to this address.");
    }

    private IEnumerable<MimePart> Messages(string address) => newestFirst()
        .Select(bytes => MimePart.Read(bytes) ?? throw new InvalidOperationException("Something that is not a message was sent."))
        .Where(m => (m.Fields["To"] ?? "").Contains(address, StringComparison.OrdinalIgnoreCase));

    private static string TextOf(MimePart message) =>
        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(message.All.First(p => p.MediaType == "text/plain" && p.Parts.Count == 0).Decoded()));
}
