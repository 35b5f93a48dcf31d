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

    /// <summary>Sends one message to each address of --to, to a server with faults, and prints the answers.</summary>
    public static async Task<int> SendAsync(Arguments arguments)
    {
        await using var transport = new SmtpTransport(MailWire.OptionsFor(arguments.Number("port", 25010), 4));
        var composer = new MessageComposer(SampleLetter.Signer(arguments.Text("keys", "both")));
        foreach (var address in arguments.Text("to", "plain@example.net").Split(','))
        {
            using var message = composer.Compose(SampleLetter.For(1) with { To = new Mailbox(address) });
            for (var attempt = 1; attempt <= 3; attempt++)
            {
                var delivery = await transport.SendAsync(message);
                Console.WriteLine($"{address} try {attempt}: {delivery.Outcome} at {delivery.Step}{(delivery.MayHaveBeenAccepted ? ", may have been accepted" : "")}: {delivery}");
                if (delivery.Outcome != DeliveryOutcome.Temporary) break;
            }
        }

        return 0;
    }
}
