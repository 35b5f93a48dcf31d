using UserGroups.Benchmarks;
using UserGroups.Benchmarks.Accounts;
using UserGroups.Benchmarks.Announcements;
using UserGroups.Benchmarks.Mail;
using UserGroups.Benchmarks.Pages;

// Each benchmark is one command; see README.md for what it measures and how to read it.
var commands = new Dictionary<string, Func<Arguments, Task<int>>>(StringComparer.Ordinal)
{
    ["accounts-timing"] = AccountsTiming.RunAsync,
    ["announcements-fanout"] = AnnouncementsFanOut.RunAsync,
    ["pages"] = PagesTiming.RunAsync,
    ["throughput"] = Throughput.RunAsync,
    ["throughput-plain"] = Throughput.ServeAsync,
    ["mail-wire"] = MailWire.RunAsync,
    ["mail-memory"] = MailMemory.RunAsync,
    ["mail-sample"] = MailSample.RunAsync,
    ["mail-send"] = MailSample.SendAsync,
    ["mail-sink"] = MailSink.RunAsync,
    ["mail-outbox"] = MailOutbox.RunAsync,
    ["mail-outbox-fill"] = MailOutbox.FillAsync,
    ["mail-endurance"] = MailEndurance.RunAsync,
    ["mail-endurance-child"] = MailEndurance.SendUntilKilledAsync,
};

if (args.Length > 0 && commands.TryGetValue(args[0], out var run)) return await run(new Arguments(args[1..]));
await Console.Error.WriteLineAsync($"Say one of: {string.Join(", ", commands.Keys)}. See tests/UserGroups.Benchmarks/README.md.");
return 2;
