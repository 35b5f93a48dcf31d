using System.Text;

namespace UserGroups.Mail.Inbound;

/// <summary>
/// A message, or a part of one, as far as reports need it (RFC 5322, RFC 2045, RFC 2046). It comes from strangers: depth, number of parts and
/// number of fields are bounded, a missing end is the end of the text, and nothing in it makes the reader fail.
/// </summary>
public sealed class MimePart
{
    /// <summary>Bytes of the largest message that is read; bounces quote at most what we sent.</summary>
    public const int MaxSize = 2 * 1024 * 1024;

    private const int MaxDepth = 8;
    private const int MaxParts = 60;
    private const int MaxFields = 300;

    private MimePart(MimeFields fields, string body)
    {
        Fields = fields;
        Body = body;
    }

    public MimeFields Fields { get; }

    /// <summary>The body as it stood, one character for each byte.</summary>
    public string Body { get; }

    public IReadOnlyList<MimePart> Parts { get; private set; } = [];

    /// <summary>Media type in lower case; <c>text/plain</c> when there is none.</summary>
    public string MediaType => MimeFields.Word(Fields["Content-Type"]) is { Length: > 0 } type ? type : "text/plain";

    /// <summary>This part and all below it, outermost first.</summary>
    public IEnumerable<MimePart> All => Parts.SelectMany(p => p.All).Prepend(this);

    /// <summary>Reads a message.</summary>
    /// <returns>Null when it is larger than <see cref="MaxSize"/> or has no header field at all.</returns>
    public static MimePart? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length > MaxSize)
            return null;
        var budget = MaxParts;
        var part = Read(Encoding.Latin1.GetString(message).ReplaceLineEndings("\n"), 0, ref budget);
        return part.Fields.Count == 0 ? null : part;
    }

    /// <summary>The body with its transfer encoding undone; what is broken in it is left out.</summary>
    public string Decoded() => MimeFields.Word(Fields["Content-Transfer-Encoding"]) switch
    {
        "base64" => MimeDecoding.Base64(Body),
        "quoted-printable" => MimeDecoding.QuotedPrintable(Body),
        _ => Body,
    };

    private static MimePart Read(string text, int depth, ref int budget)
    {
        budget--;
        var fields = MimeFields.Read(text, MaxFields, out var bodyAt);
        var part = new MimePart(fields, text[bodyAt..]);
        if (depth >= MaxDepth)
            return part;
        var type = part.MediaType;
        if (type.StartsWith("multipart/", StringComparison.Ordinal))
            part.Parts = ReadParts(part.Body, MimeFields.Parameter(fields["Content-Type"], "boundary"), depth, ref budget);
        else if (type is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/global-headers" && budget > 0)
            part.Parts = [Read(part.Decoded().ReplaceLineEndings("\n").TrimStart('\n'), depth + 1, ref budget)];
        return part;
    }

    private static List<MimePart> ReadParts(string body, string? boundary, int depth, ref int budget)
    {
        var parts = new List<MimePart>();
        if (boundary is not { Length: > 0 and <= 70 })
            return parts;
        var mark = "--" + boundary;
        var open = -1;
        for (var at = 0; at <= body.Length && budget > 0;)
        {
            var end = body.IndexOf('\n', at);
            var line = body.AsSpan(at, (end < 0 ? body.Length : end) - at).TrimEnd();
            var last = line.Length == mark.Length + 2 && line.EndsWith("--") && line.StartsWith(mark);
            if (last || line.SequenceEqual(mark))
            {
                if (open >= 0)
                    parts.Add(Read(body[open..Math.Max(open, at - 1)], depth + 1, ref budget));
                open = last || end < 0 ? -1 : end + 1;
                if (last)
                    return parts;
            }

            if (end < 0)
                break;
            at = end + 1;
        }

        // Cut off before its closing boundary: what is there counts.
        if (open >= 0 && budget > 0)
            parts.Add(Read(body[open..], depth + 1, ref budget));
        return parts;
    }
}
