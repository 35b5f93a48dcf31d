using UserGroups.Mail.Dispatch;

namespace UserGroups.Web.Commands;

/// <summary>One round of every lane, for those who let cron keep the time or want to see what happens.</summary>
public sealed class SendMailCommand(SendMail mail) : ICommand
{
    public string Name => "send-mail";

    public string Usage => "";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var result = await mail.RunAsync(cancel);
        if (!result.Succeeded)
            throw new CommandException(result.Sentence);
        await output.WriteLineAsync(result.Sentence);
    }
}
