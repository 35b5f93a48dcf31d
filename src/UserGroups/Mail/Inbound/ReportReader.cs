namespace UserGroups.Mail.Inbound;

/// <summary>What a report says of one recipient, before anybody has looked whether it is about us.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Address">The recipient; empty when the report hides it.</param>
/// <param name="Status">RFC 3463 status, or empty.</param>
/// <param name="Detail">The server's words.</param>
public sealed record ReportedRecipient(InboundFactKind Kind, string Address, string Status, string Detail);

/// <summary>A report as it was read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Recipients">What it says of whom.</param>
/// <param name="MessageIds">Message-IDs of the letter it quotes.</param>
/// <param name="ReturnAddresses">Addresses that may be a signed return address of ours.</param>
public sealed record ReadReport(InboundKind Kind, IReadOnlyList<ReportedRecipient> Recipients, IReadOnlyList<string> MessageIds, IReadOnlyList<string> ReturnAddresses)
{
    public static readonly ReadReport Unreadable = new(InboundKind.Unreadable, [], [], []);
}

/// <summary>Reads delivery reports (RFC 3464) and abuse reports (RFC 5965). Any bytes give an answer.</summary>
public static class ReportReader
{
    private const int MaxRecipients = 50;

    public static ReadReport Read(ReadOnlySpan<byte> message)
    {
        if (MimePart.Read(message) is not { } root)
            return ReadReport.Unreadable;
        var parts = root.All.ToList();
        if (parts.FirstOrDefault(p => p.MediaType == "message/feedback-report") is { } feedback)
            return Complaint(root, parts, feedback);
        if (parts.FirstOrDefault(p => p.MediaType is "message/delivery-status" or "message/global-delivery-status") is { } status)
            return Bounce(root, parts, status);
        // It says that it is a report, and has none: cut off, or made by a program that does not know how.
        var claims = root.MediaType == "multipart/report" && MimeFields.Parameter(root.Fields["Content-Type"], "report-type") is not "disposition-notification";
        return claims || root.Fields["From"] is null && root.Fields["Subject"] is null ? ReadReport.Unreadable : new ReadReport(InboundKind.Other, [], [], []);
    }

    /// <summary>
    /// Hard is only what says that the mailbox or its domain does not exist (5.1.x but for the sender's own faults, 5.2.1, 5.4.4, 5.4.6, or a bare 5.0.0 with 550, 551
    /// or 553 in the diagnostic). Full mailboxes, policy, size and time-outs are soft: doubt never costs an address its mail at once.
    /// </summary>
    public static InboundFactKind Judge(string action, string status, string diagnostic)
    {
        switch (action)
        {
            case "delayed": return InboundFactKind.Delayed;
            case "delivered" or "relayed" or "expanded": return InboundFactKind.Delivered;
        }

        return status switch
        {
            "5.1.7" or "5.1.8" => InboundFactKind.Soft,
            ['5', '.', '1', '.', ..] or "5.2.1" or "5.4.4" or "5.4.6" => InboundFactKind.Hard,
            "5.0.0" or "" => SaysNoSuchMailbox(diagnostic) ? InboundFactKind.Hard : InboundFactKind.Soft,
            _ => InboundFactKind.Soft,
        };
    }

    private static ReadReport Bounce(MimePart root, List<MimePart> parts, MimePart status)
    {
        var recipients = MimeFields.ReadGroups(status.Decoded(), MaxRecipients + 1)
            .Where(g => g["Final-Recipient"] is not null || g["Original-Recipient"] is not null)
            .Select(Recipient).Where(r => r is not null).Take(MaxRecipients).ToList();
        return recipients.Count == 0 ? ReadReport.Unreadable : new ReadReport(InboundKind.Bounce, recipients!, MessageIds(root, parts), Destinations(root));
    }

    private static ReportedRecipient? Recipient(MimeFields group)
    {
        var action = MimeFields.Word(group["Action"]);
        var status = MimeFields.Word(group["Status"]).Split(' ', '(')[0];
        var diagnostic = Behind(group["Diagnostic-Code"]);
        // The address we wrote to comes first: the final one may be where somebody forwards to.
        var address = Address(Behind(group["Original-Recipient"] ?? group["Final-Recipient"]));
        if (action.Length == 0 && status.Length == 0)
            return null;
        return new ReportedRecipient(Judge(action, status, diagnostic), address, status.Length <= 20 ? status : "", diagnostic);
    }

    private static ReadReport Complaint(MimePart root, List<MimePart> parts, MimePart feedback)
    {
        var fields = MimeFields.ReadGroups(feedback.Decoded(), 1).FirstOrDefault();
        if (fields?["Feedback-Type"] is not { } type)
            return ReadReport.Unreadable;
        // "not-spam" takes a complaint back, and "dmarc" and "auth-failure" speak of forgeries: none of them is a reader's wish.
        var isComplaint = MimeFields.Word(type) is "abuse" or "fraud" or "opt-out" or "opt-out-list" or "other" or "miscategorized";
        var address = Address(fields["Original-Rcpt-To"] ?? fields["Removal-Recipient"] ?? "");
        IReadOnlyList<ReportedRecipient> recipients = isComplaint ? [new ReportedRecipient(InboundFactKind.Complaint, address, "", $"{type} reported by {fields["User-Agent"] ?? "a mail provider"}")] : [];
        return new ReadReport(InboundKind.Complaint, recipients, MessageIds(root, parts), [.. Destinations(root), Address(fields["Original-Mail-From"] ?? "")]);
    }

    // The quoted letter is a part below the report; the report's own Message-ID says nothing.
    private static List<string> MessageIds(MimePart root, List<MimePart> parts) =>
        [.. parts.Where(p => p != root).Select(p => p.Fields["Message-ID"]?.Trim()).OfType<string>().Where(MessageId.IsValid).Distinct(StringComparer.Ordinal).Take(10)];

    private static List<string> Destinations(MimePart root) =>
        [.. new[] { "X-Original-To", "Delivered-To", "To" }.Select(name => Address(root.Fields[name] ?? "")).Where(a => a.Length > 0)];

    // "rfc822; lena@example.org", "smtp; 550 5.1.1 no such user"
    private static string Behind(string? typed) => typed is null ? "" : typed[(typed.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();

    private static string Address(string text)
    {
        var open = text.LastIndexOf('<');
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        var address = (close > open && open >= 0 ? text[(open + 1)..close] : text).Trim();
        return address.Length <= 254 && address.Contains('@', StringComparison.Ordinal) ? address : "";
    }

    private static bool SaysNoSuchMailbox(string diagnostic) =>
        diagnostic.StartsWith("550", StringComparison.Ordinal) && !diagnostic.StartsWith("550 5.7", StringComparison.Ordinal)
        || diagnostic.StartsWith("551", StringComparison.Ordinal) || diagnostic.StartsWith("553", StringComparison.Ordinal);
}
