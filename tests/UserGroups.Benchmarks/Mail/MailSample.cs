using UserGroups.Mail;
using UserGroups.Mail.Dkim;

namespace UserGroups.Benchmarks.Mail;

/// <summary>Writes sample messages and their public keys into a folder, for judges that look from outside.</summary>
internal static class MailSample
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var folder = arguments.Text("folder", "mail-sample");
        Directory.CreateDirectory(folder);
        foreach (var kind in (string[])["rsa", "ed25519", "both"])
        {
            DkimKey[] keys = kind switch { "rsa" => [SampleLetter.Rsa()], "ed25519" => [SampleLetter.Ed()], _ => [SampleLetter.Rsa(), SampleLetter.Ed()] };
            var composer = new MessageComposer(new DkimSigner(keys));
            for (var i = 0; i < arguments.Number("messages", 3); i++)
            {
                using var message = composer.Compose(SampleLetter.For(i));
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{kind}-{i}.eml"), message.Content.ToArray());
            }

            foreach (var key in keys)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{kind}-{key.Selector}.txt"), key.DnsRecord[(key.DnsRecord.IndexOf("p=", StringComparison.Ordinal) + 2)..]);
                key.Dispose();
            }
        }

        return 0;
    }
}
