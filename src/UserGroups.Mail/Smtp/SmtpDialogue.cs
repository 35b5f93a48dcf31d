using System.Buffers;
using System.Text;

namespace UserGroups.Mail.Smtp;

/// <summary>One run of commands on a channel under one caller's cancellation.</summary>
internal sealed class SmtpDialogue(SmtpChannel channel, SmtpOptions options, CancellationTokenSource deadline, CancellationToken caller)
{
    public SmtpChannel Channel => channel;

    public CancellationToken Caller => caller;

    /// <summary>Puts a command into the next write.</summary>
    public void Say(string command)
    {
        var span = channel.Output.GetSpan((command.Length * 3) + 2);
        var length = Encoding.UTF8.GetBytes(command, span);
        channel.Output.Advance(length);
        channel.Output.Write("\r\n"u8);
    }

    public ValueTask FlushAsync(DeliveryStep step) =>
        channel.FlushAsync(step == DeliveryStep.Content ? options.Timeouts.Block : options.Timeouts.Command, step, deadline, caller);

    public ValueTask<SmtpReply> ReadAsync(DeliveryStep step, bool keepText = false) => channel.ReadAsync(
        step switch
        {
            DeliveryStep.Content => options.Timeouts.Final,
            DeliveryStep.Data => options.Timeouts.Data,
            _ => options.Timeouts.Command,
        },
        step, keepText, deadline, caller);

    public async ValueTask<SmtpReply> AskAsync(string command, DeliveryStep step, bool keepText = true)
    {
        Say(command);
        await FlushAsync(step);
        return await ReadAsync(step, keepText);
    }

    public Task StartTlsAsync() => channel.StartTlsAsync(options, deadline, caller);
}
