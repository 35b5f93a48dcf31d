using System.Text;
using System.Text.RegularExpressions;
using UserGroups.Mail.Inbound;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>The letters the portal has sent, read from the files its folder transport wrote, as a mail program would.</summary>
public sealed class MailFolder(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The link in the letter to an address whose path begins so; waits until the letter is there. Several: the newest letter's.</summary>
    public async Task<string> LinkAsync(string address, string pathBegins)
    {
        var link = new Regex($@"https?://[^\s<>]+?(?<path>{Regex.Escape(pathBegins)}[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        using var limit = new CancellationTokenSource(Patience);
        while (!limit.IsCancellationRequested)
        {
            var found = Letters(address).Select(text => link.Match(text)).FirstOrDefault(m => m.Success);
            if (found is not null)
                return found.Groups["path"].Value;
            await Task.Delay(50, CancellationToken.None);
        }

        throw new InvalidOperationException($"No letter to {address} with a link to {pathBegins}… came within {Patience.TotalSeconds} s; there are {Letters(address).Count()} letters to this address.");
    }

    /// <summary>The plain text of each letter to the address, newest first.</summary>
    public IEnumerable<string> Letters(string address) => !Directory.Exists(path) ? [] : new DirectoryInfo(path).GetFiles("*.eml")
        .OrderByDescending(f => f.LastWriteTimeUtc)
        .Select(f => MimePart.Read(File.ReadAllBytes(f.FullName)) ?? throw new InvalidOperationException($"{f.Name} is not a message."))
        .Where(m => (m.Fields["To"] ?? "").Contains(address, StringComparison.OrdinalIgnoreCase))
        .Select(TextOf);

    private static string TextOf(MimePart message) =>
        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(message.All.First(p => p.MediaType == "text/plain" && p.Parts.Count == 0).Decoded()));
}
