namespace UserGroups.Mail.Smtp;

/// <summary>A server's reply (RFC 5321 §4.2) with its enhanced status (RFC 2034) taken off.</summary>
/// <param name="Code">The three digits.</param>
/// <param name="Status">For example <c>5.1.1</c>, or null.</param>
/// <param name="Text">The lines, parted by a line feed, without codes. Empty where a good answer's words do not matter.</param>
internal readonly record struct SmtpReply(int Code, string? Status, string Text)
{
    public bool IsGood => Code is >= 200 and < 300;

    /// <summary>One line for people, cut to a length an outbox row can hold.</summary>
    public string Line
    {
        get
        {
            var line = Text.Replace('\n', ' ');
            return line.Length <= 500 ? line : line[..500];
        }
    }
}
