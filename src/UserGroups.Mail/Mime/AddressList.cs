using System.Buffers;

namespace UserGroups.Mail.Mime;

/// <summary>Mailboxes in a header (RFC 5322 §3.4): plain words, a quoted string or encoded words, then the address.</summary>
internal static class AddressList
{
    private static readonly SearchValues<char> Atext = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~ ");

    public static void Write(HeaderField field, IReadOnlyList<Mailbox> mailboxes)
    {
        for (var i = 0; i < mailboxes.Count; i++)
        {
            if (i > 0) field.Put(","u8);
            Write(field, mailboxes[i]);
        }
    }

    public static void Write(HeaderField field, Mailbox mailbox)
    {
        if (mailbox.Name is not { } name)
        {
            field.Token(mailbox.Address);
            return;
        }

        if (name.AsSpan().ContainsAnyExceptInRange(' ', '~') || name.Contains("=?", StringComparison.Ordinal) || name.Length > 60) EncodedWord.Write(field, name);
        else if (!name.AsSpan().ContainsAnyExcept(Atext)) field.Token(name);
        else field.Token($"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        field.Token($"<{mailbox.Address}>");
    }
}
