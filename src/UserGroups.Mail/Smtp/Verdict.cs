namespace UserGroups.Mail.Smtp;

/// <summary>
/// What a refusal means (RFC 5321 §4.2.1, RFC 3463). Doubt never costs an address its mail: only answers that speak of the mailbox stop it,
/// because “554 5.7.1 relay access denied” is our setting, not the reader's fault.
/// </summary>
internal static class Verdict
{
    public static Delivery Of(SmtpReply reply, DeliveryStep step) =>
        new(Outcome(reply, step), reply.Code, reply.Status, reply.Line, step);

    private static DeliveryOutcome Outcome(SmtpReply reply, DeliveryStep step)
    {
        if (step == DeliveryStep.Content && reply.IsGood) return DeliveryOutcome.Delivered;
        if (reply.Code is < 500 or >= 600) return DeliveryOutcome.Temporary;
        return step switch
        {
            DeliveryStep.Recipient or DeliveryStep.Data or DeliveryStep.Content => OfMessage(reply, step),
            DeliveryStep.Sender when reply.Code == 552 || Subject(reply) == "6" || reply.Status is "5.3.4" or "5.2.3" => DeliveryOutcome.PermanentForMessage,
            _ => DeliveryOutcome.PermanentForConnection, // greeting, sign-in, TLS, sender: nothing goes through
        };
    }

    private static DeliveryOutcome OfMessage(SmtpReply reply, DeliveryStep step)
    {
        switch (reply.Code)
        {
            case 530 or 534 or 535 or 538: // sign-in needed (RFC 4954 §6)
            case >= 500 and <= 504: // it does not know our commands
                return DeliveryOutcome.PermanentForConnection;
            case 552 when step == DeliveryStep.Recipient && reply.Status is null:
                return DeliveryOutcome.Temporary; // full, or "too many recipients" said the old way (RFC 5321 §4.5.3.1.10)
        }

        return reply.Status switch
        {
            "5.2.2" => DeliveryOutcome.Temporary, // a full mailbox is emptied again
            "5.1.7" or "5.1.8" => DeliveryOutcome.PermanentForConnection, // they speak of the sender
            "5.2.3" => DeliveryOutcome.PermanentForMessage, // too long for this mailbox
            ['5', '.', '1' or '2', '.', ..] => DeliveryOutcome.PermanentForAddress,
            "5.4.4" or "5.4.6" => DeliveryOutcome.PermanentForAddress, // no such host; a mail loop
            null when step == DeliveryStep.Recipient && reply.Code is 550 or 551 or 553 or 556 => DeliveryOutcome.PermanentForAddress,
            _ => DeliveryOutcome.PermanentForMessage,
        };
    }

    private static string? Subject(SmtpReply reply) => reply.Status?.Split('.')[1];
}
