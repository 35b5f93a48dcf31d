using System.Text;
using System.Text.Json;

namespace UserGroups.Mail.Tests.Mime;

public class CorpusTests
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    [Fact]
    public void Everything_hard_reads_back_exactly_in_Pythons_own_parser()
    {
        var cases = Cases().ToList();
        Assert.True(cases.Count >= 60);

        var (exitCode, output) = Python.Run("corpus_check.py", string.Join('\n', cases));

        Assert.True(exitCode == 0, output);
        Assert.Equal($"ok {cases.Count}\n", output);
    }

    [Fact]
    public void The_judge_of_the_corpus_sees_a_wrong_message()
    {
        var honest = Case("x", Samples.Letter("Meeting"));
        var lie = honest.Replace("\"subject\":\"Meeting\"", "\"subject\":\"Meetings\"", StringComparison.Ordinal);

        var (exitCode, output) = Python.Run("corpus_check.py", lie);

        Assert.Equal(1, exitCode);
        Assert.Contains("x: subject: got 'Meeting', wanted 'Meetings'", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Cases()
    {
        foreach (var (i, subject) in Corpus.Subjects.Index()) yield return Case($"subject {i}", Samples.Letter(subject));
        foreach (var (i, name) in Corpus.Names.Index()) yield return Case($"name {i}", Samples.Letter() with { From = new Mailbox("lena@oslo.example.org", name), To = new Mailbox("max@example.net", name) });
        foreach (var (i, body) in Corpus.Bodies.Index())
        {
            yield return Case($"text {i}", Samples.Letter(text: body));
            yield return Case($"text and html {i}", Samples.Letter(text: body, html: "<p>" + body + "</p>"));
            yield return Case($"html {i} with a file", Samples.Letter(text: null, html: body) with { Attachments = [new Attachment("a.bin", "application/octet-stream", AllBytes)] });
        }

        foreach (var (i, file) in Corpus.Files.Index()) yield return Case($"file {i}", Samples.Letter() with { Attachments = [new Attachment(file, "application/octet-stream", AllBytes)] });
        for (var i = 0; i < Corpus.Subjects.Length; i++)
        {
            yield return Case($"all {i}", Samples.Letter(Corpus.Subjects[i], Corpus.Bodies[i % Corpus.Bodies.Length], Corpus.Bodies[(i * 7) % Corpus.Bodies.Length]) with
            {
                From = new Mailbox("lena@oslo.example.org", Corpus.Names[i % Corpus.Names.Length]),
                Attachments = [new Attachment(Corpus.Files[i % Corpus.Files.Length], "application/octet-stream", AllBytes)],
            });
        }
    }

    private static string Case(string id, OutgoingMessage message)
    {
        var alone = message is { Attachments.Count: 0 } && (message.Text is null || message.Html is null);
        return JsonSerializer.Serialize(new
        {
            id,
            eml = Convert.ToBase64String(Samples.Write(message)),
            subject = Whole(message.Subject),
            name = Whole(message.From.Name ?? ""),
            text = Lines(message.Text, alone),
            html = Lines(message.Html, alone),
            file = message.Attachments.Count == 0 ? null : Whole(message.Attachments[0].FileName),
        });
    }

    // The two rules: a lone surrogate is U+FFFD, every line end is CRLF; and a text that is the whole body ends its last line.
    private static string? Lines(string? text, bool closeLine)
    {
        if (text is null) return null;
        var lines = Whole(text).ToCrlf();
        return closeLine && !lines.EndsWith("\r\n", StringComparison.Ordinal) ? lines + "\r\n" : lines;
    }

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

internal static class LineEnds
{
    /// <summary>CR, LF and CRLF become CRLF; the other Unicode line ends are text.</summary>
    public static string ToCrlf(this string text) => text
        .Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
}
