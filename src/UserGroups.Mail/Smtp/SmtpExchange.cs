namespace UserGroups.Mail.Smtp;

/// <summary>
/// One message on an open connection. With PIPELINING the envelope and DATA are one write (DATA last, RFC 2920 §3.1), the message a second.
/// </summary>
internal sealed class SmtpExchange(SmtpDialogue dialogue, ComposedMessage message, ServerFeatures features)
{
    private const int BlockLength = 64 * 1024;

    /// <summary>True from the moment a byte of the message may have left: from here on no fault means "certainly not accepted".</summary>
    public bool ContentBegun { get; private set; }

    public bool ContentAnswered { get; private set; }

    /// <summary>True when the server may still hold a half-given envelope, so that the next message begins with RSET.</summary>
    public bool LeftOpen { get; private set; } = true;

    public bool PipeliningFailed { get; private set; }

    public async Task<Delivery> RunAsync(bool pipelining, bool resetFirst)
    {
        var refused = pipelining ? await GroupAsync(resetFirst) : await OneByOneAsync(resetFirst);
        if (refused is not null) return refused;
        await SendContentAsync();
        var reply = await dialogue.ReadAsync(DeliveryStep.Content, keepText: true);
        ContentAnswered = true;
        LeftOpen = !reply.IsGood;
        return Verdict.Of(reply, DeliveryStep.Content);
    }

    private async Task<Delivery?> OneByOneAsync(bool resetFirst)
    {
        if (resetFirst && (await dialogue.AskAsync("RSET", DeliveryStep.Sender)) is { IsGood: false } unready) return Verdict.Of(unready, DeliveryStep.Greeting);
        var mail = await dialogue.AskAsync(SmtpEnvelope.Mail(message, features), DeliveryStep.Sender, keepText: false);
        if (!mail.IsGood) return Verdict.Of(mail, DeliveryStep.Sender);
        var recipient = await dialogue.AskAsync(SmtpEnvelope.Recipient(message), DeliveryStep.Recipient, keepText: false);
        if (!recipient.IsGood) return Verdict.Of(recipient, DeliveryStep.Recipient);
        var data = await dialogue.AskAsync("DATA", DeliveryStep.Data, keepText: false);
        return data.Code == 354 ? null : Refused(data);
    }

    private async Task<Delivery?> GroupAsync(bool resetFirst)
    {
        if (resetFirst) dialogue.Say("RSET");
        dialogue.Say(SmtpEnvelope.Mail(message, features));
        dialogue.Say(SmtpEnvelope.Recipient(message));
        dialogue.Say("DATA");
        await dialogue.FlushAsync(DeliveryStep.Sender);
        var reset = resetFirst ? await dialogue.ReadAsync(DeliveryStep.Sender) : default;
        var mail = await dialogue.ReadAsync(DeliveryStep.Sender);
        if (IsGoodbye(reset) || IsGoodbye(mail)) return Verdict.Of(IsGoodbye(reset) ? reset : mail, DeliveryStep.Sender);
        // From here on silence or a broken line means that the server lost the rest of the group.
        PipeliningFailed = true;
        var recipient = await dialogue.ReadAsync(DeliveryStep.Recipient);
        if (IsGoodbye(recipient)) return Verdict.Of(recipient, DeliveryStep.Recipient);
        var data = await dialogue.ReadAsync(DeliveryStep.Data);
        PipeliningFailed = false;
        var refused = !mail.IsGood ? Verdict.Of(mail, DeliveryStep.Sender)
            : !recipient.IsGood ? Verdict.Of(recipient, DeliveryStep.Recipient)
            : data.Code != 354 ? Refused(data) : null;
        if (refused is not null && data.Code == 354) await CloseEmptyAsync();
        return refused;
    }

    // DATA was taken although the envelope was not: an empty message without recipients, which the server refuses (RFC 2920 §3.1).
    private async Task CloseEmptyAsync()
    {
        DotStuffing.End(lineStart: true, dialogue.Channel.Output);
        await dialogue.FlushAsync(DeliveryStep.Data);
        _ = await dialogue.ReadAsync(DeliveryStep.Data);
    }

    private async Task SendContentAsync()
    {
        var lineStart = true;
        var content = message.Content;
        for (var at = 0; at < content.Length; at += BlockLength)
        {
            var block = content[at..Math.Min(at + BlockLength, content.Length)];
            DotStuffing.Write(block.Span, ref lineStart, dialogue.Channel.Output);
            if (at + BlockLength >= content.Length) DotStuffing.End(lineStart, dialogue.Channel.Output);
            ContentBegun = true;
            await dialogue.FlushAsync(DeliveryStep.Content);
        }
    }

    private static Delivery Refused(SmtpReply data) => data.Code is >= 400 and < 600
        ? Verdict.Of(data, DeliveryStep.Data)
        : Delivery.Temporary($"The server answered DATA with {data.Code}, which makes no sense.", DeliveryStep.Data);

    private static bool IsGoodbye(SmtpReply reply) => reply.Code == 421;
}
