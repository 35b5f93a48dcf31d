using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using UserGroups.Mail.Mime;
using UserGroups.Mail.Smtp;

namespace UserGroups.Mail.Tests.Mime;

/// <summary>What holds for any text, tried with thousands; decoders written here by the letter of the RFCs.</summary>
public partial class EncodingProperties
{
    private static readonly Arbitrary<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.Elements('a', ' ', '=', '.', '\r', '\n', '\t', 'é', '日', '\uD83D', '\uDE00', '_', '?', '\0', '\u2028').ArrayOf().Select(c => new string(c)),
        Gen.Choose(0, 400).SelectMany(n => Gen.Elements("x", "é", "日", "😀", " ", "=", "x ", "é ").Select(p => string.Concat(Enumerable.Repeat(p, n))))).ToArbitrary();

    [Fact]
    public void Quoted_printable_reads_back_and_keeps_its_lines_short() => Check(text =>
    {
        var normal = Normal(text);
        var encoded = Written(b => QuotedPrintable.Write(normal, b));

        Assert.Equal(normal, DecodeQuotedPrintable(encoded));
        foreach (var line in encoded.Split("\r\n"))
        {
            Assert.True(line.Length <= 76, line);
            Assert.True(line.Length == 0 || (line[^1] is not ' ' and not '\t' && line[0] != '.' && !line.StartsWith("From ", StringComparison.Ordinal)), line);
            Assert.DoesNotContain(line, c => c is '\r' or '\n' or > '~' || (c < ' ' && c != '\t'));
        }
    });

    [Fact]
    public void Base64_reads_back_and_keeps_its_lines_short() => Check(text =>
    {
        var normal = Normal(text);
        var encoded = Written(b => Base64Lines.Write(normal, b));

        Assert.Equal(normal, Convert.FromBase64String(encoded));
        Assert.Equal((normal.Length + 56) / 57, encoded.Split("\r\n").Length - 1);
        Assert.All(encoded.Split("\r\n"), line => Assert.True(line.Length <= 76));
    });

    [Fact]
    public void Encoded_words_read_back_whole_character_by_whole_character() => Check(text =>
    {
        var subject = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
        if (subject.Length == 0) return;
        var field = Written(b =>
        {
            var header = new HeaderField(b).Begin("Subject");
            EncodedWord.Write(header, subject);
            header.End();
        });

        Assert.All(field.Split("\r\n"), line => Assert.True(line.Length <= 76, line));
        var words = Word().Matches(field);
        Assert.All(words, w => Assert.True(w.Length <= 75, w.Value));
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(subject)), string.Concat(words.Select(DecodeWord)));
        Assert.Matches(@"^Subject:(\r?\n? \.)+\r\n$", Word().Replace(field, "."));
    });

    [Fact]
    public void Any_subject_folds_and_unfolds_to_itself() => Check(text =>
    {
        var subject = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
        var field = Written(b =>
        {
            var header = new HeaderField(b).Begin("Subject");
            header.Unstructured(subject);
            header.End();
        });

        Assert.EndsWith("\r\n", field, StringComparison.Ordinal);
        foreach (var line in field[..^2].Split("\r\n"))
        {
            Assert.True(line.Length <= 78, line);
            Assert.NotEqual("", line.Trim());
        }

        Assert.DoesNotContain("\r\n", WhiteAfterBreak().Replace(field[..^2], ""), StringComparison.Ordinal);
        var value = field[..^2].Replace("\r\n", "", StringComparison.Ordinal)["Subject:".Length..];
        var read = Word().IsMatch(value) ? string.Concat(Word().Matches(value).Select(DecodeWord)) : value.Length == 0 ? "" : value[1..];
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(subject)), read);
    });

    [Fact]
    public void Doubled_dots_are_undone_exactly_wherever_the_blocks_meet() => Check(text =>
    {
        var content = Normal(text + "\r\n");
        for (var cut = 0; cut < Math.Min(content.Length, 40); cut++)
        {
            var wire = Written(b =>
            {
                var lineStart = true;
                DotStuffing.Write(content.AsSpan(0, cut), ref lineStart, b);
                DotStuffing.Write(content.AsSpan(cut), ref lineStart, b);
                DotStuffing.End(lineStart, b);
            });
            var lines = wire.Split("\r\n");
            Assert.Equal(lines.Length - 2, Array.IndexOf(lines, ".")); // the only lone dot is the last line
            Assert.Equal(Encoding.Latin1.GetString(content), string.Concat(lines[..^2].Select(l => (l.StartsWith('.') ? l[1..] : l) + "\r\n")));
        }
    });

    private static void Check(Action<string> holds) => Prop.ForAll(Texts, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static byte[] Normal(string text)
    {
        using var buffer = new PooledBuffer();
        TextBody.Normalise(text, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Written(Action<PooledBuffer> write)
    {
        using var buffer = new PooledBuffer(16);
        write(buffer);
        return Encoding.Latin1.GetString(buffer.WrittenSpan);
    }

    private static byte[] DecodeQuotedPrintable(string encoded) =>
        Encoding.Latin1.GetBytes(Escape().Replace(encoded.Replace("=\r\n", "", StringComparison.Ordinal), m => ((char)Convert.ToByte(m.Value[1..], 16)).ToString()));

    private static string DecodeWord(Match word) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(word.Groups["kind"].Value == "B"
        ? Convert.FromBase64String(word.Groups["data"].Value)
        : DecodeQuotedPrintable(word.Groups["data"].Value.Replace('_', ' ')));

    [GeneratedRegex("=[0-9A-F]{2}", RegexOptions.None, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[QB])\?(?<data>[^?\s]*)\?=", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\r\n[ \t]", RegexOptions.None, 1000)]
    private static partial Regex WhiteAfterBreak();
}
