namespace UserGroups.Mail.Tests.Mime;

/// <summary>Subjects, names, bodies and file names that break mail programs.</summary>
internal static class Corpus
{
    public static readonly string[] Subjects =
    [
        "", " ", "   ", "\t", "a", " leading space", "trailing space ", "two  spaces", "tab\tinside", "=?utf-8?Q?not_encoded?=", "looks =?like one", "ends with =",
        "Grüße aus Köln", "日本語のユーザーグループへようこそ、来週の木曜日に東京でお会いしましょう。参加をお待ちしています。", "مرحبا بكم في مجموعة المستخدمين", "שלום לכולם – ניפגש ביום חמישי",
        "🎉🎉🎉 Party 🎉🎉🎉", "👩‍👩‍👧‍👦 family with joiners 👩🏽‍💻", "e\u0301 combining", "\u200Fright-to-left mark", "a\u202Eoverride", "lone \uD83D surrogate", "low \uDE00 first", "\uFEFFbyte order mark",
        new('x', 60), new('x', 69), new('x', 70), new('x', 71), new('x', 998), new('x', 1500), new('é', 20), new('é', 21), new('é', 400), new('日', 21), new('日', 300),
        string.Concat(Enumerable.Repeat("word ", 40)) + "end", string.Concat(Enumerable.Repeat("wörd ", 40)) + "end", new string('a', 62) + "é", new string('a', 63) + "é", new string('a', 64) + "é",
        new string('a', 61) + "😀", new string('a', 62) + "😀", new string('é', 15) + new string(' ', 80) + "x", "a" + new string(' ', 100) + "b", "control \u0001\u001F\u007F here",
        "next line \u0085 and \u2028 and \u2029", "semi;colon, comma: \"quotes\" (brackets) <angles> \\back", "under_score and question?", "%0d%0aBcc: x@y", "\\r\\nBcc: x@y", "Z\u0335\u0321\u034A\u0358\u0350a\u0321l\u0327g\u0315o",
    ];

    public static readonly string[] Names =
    [
        "Lena", "Lena Berg", "Berg, Lena", "Lena \"Lee\" Berg", "back\\slash", "Lena (Oslo)", "lena@oslo.example.org", "O'Neil", "Lena.Berg", "Dr. Lena Berg", "<Lena>", "a:b;c", "=?x?", "Łukasz Żółć", "李 小龙",
        "محمد", "😀 Lena", "Lena\u00A0Berg", "e\u0301", new('L', 60), new('L', 61), new('ß', 80), "Lena " + new string('g', 75), "\"", "\\", "\"\"quoted\"\"", "Lena, Max & Söhne GmbH; \"Oslo\" <x>", "a\uD800b", "-", ".",
    ];

    public static readonly string[] Bodies =
    [
        "a", " ", "   ", "\t", "\n", "\n\n\n", "no newline at the end", "one\n", "one\r\ntwo\rthree\nfour\r\n", "trailing space \nnext\t\nend ", ".", "..", ".\n.\n", "line\n.\nafter the dot\n", "\r\n.\r\nMAIL FROM:<evil@example.org>\r\n", "From the start\nFrom again\n>From\n",
        new('x', 76), new('x', 77), new('x', 998), new('x', 999), new('x', 5000), new('é', 1000), new('日', 3000), new(' ', 200), new('=', 500), new string('x', 75) + "=", new string('x', 75) + "é", new string('x', 74) + " \n", new string('x', 75) + " \n", new string('x', 76) + " \n",
        "=3D already=\nencoded=20", "emoji 😀👩‍👩‍👧‍👦🏳️‍🌈\nרמות\nمرحبا\n", "lone \uD83D and \uDE00 halves", "NUL \0 and \u0001\u001B controls", "next \u0085 line \u2028 separator", "\uFEFFbom", "--\nsignature -- \n", "--=_a0123456789\n--=_m--\n", "Content-Type: text/html\n\n<b>x</b>\n",
        string.Concat(Enumerable.Repeat("Ein ganz gewöhnlicher Satz auf Deutsch, mit Umlauten.\n", 200)), string.Concat(Enumerable.Repeat("мы встречаемся в четверг\n", 100)), "https://example.org/" + new string('a', 400) + "?b=c&d=e\n", "tab\tstop\t\n", "\n leading newline", "%PDF\r\r\r", "\r", "\r\n\r\n",
    ];

    public static readonly string[] Files =
    [
        "programme.pdf", "with space.pdf", "quote\".pdf", "Übersicht.pdf", "日本語のとても長いファイル名がここにあります、もっと長くしましょう.pdf", "emoji 😀.png", "semi;colon.txt", "a=b.txt", "percent%20.txt", "single'quote.txt", new string('n', 190) + ".pdf", "=?utf-8?Q?x?=.txt", " lead.txt", "two  spaces.txt", "(round).txt", "half\uD83D.txt",
    ];
}
