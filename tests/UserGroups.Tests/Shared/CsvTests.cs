using System.Text;
using FsCheck;
using FsCheck.Fluent;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public class CsvTests
{
    [Fact]
    public async Task Cells_are_written_as_RFC_4180_says()
    {
        var table = new CsvTable<object?>().Column("a", row => row).Column("b,c", _ => "x");
        var text = await Write(table, [1, -5, 2.5m, -1.25, "plain", "comma, \"quote\"", "two\r\nlines", null, true, new DateOnly(2026, 12, 3), new TimeOnly(18, 30),
            new DateTime(2026, 12, 3, 17, 30, 0, DateTimeKind.Utc), double.NaN, " blank ", "semi;colon"]);
        Assert.Equal("a,\"b,c\"\r\n1,x\r\n-5,x\r\n2.5,x\r\n-1.25,x\r\nplain,x\r\n\"comma, \"\"quote\"\"\",x\r\n\"two\r\nlines\",x\r\n,x\r\nyes,x\r\n2026-12-03,x\r\n18:30,x\r\n"
            + "2026-12-03T17:30:00Z,x\r\n,x\r\n\" blank \",x\r\n\"semi;colon\",x\r\n", text);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+47 12 34", "'+47 12 34")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("=cmd|'/c calc'!A1,\"x\"", "\"'=cmd|'/c calc'!A1,\"\"x\"\"\"")]
    [InlineData("a=1", "a=1")]
    public void A_cell_that_begins_a_formula_is_text(string value, string cell) => Assert.Equal(cell, CsvCell.Write(value));

    [Fact]
    public async Task The_mark_in_front_is_a_choice()
    {
        var table = new CsvTable<string>().Column("a", row => row);
        using var with = new MemoryStream();
        await table.WriteAsync(with, ["é"]);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'a', 13, 10, 0xC3, 0xA9, 13, 10], with.ToArray());
        Assert.Equal("a\r\né\r\n", await Write(table, ["é"]));
        Assert.True(with.CanWrite);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var cells = ArbMap.Default.GeneratorFor<string>().Select(text => new string([.. (text ?? "").Where(c => !char.IsSurrogate(c) && c != '\0')]).Trim())
            .Where(text => text.Length == 0 || "=+-@＝＋－＠".IndexOf(text[0]) < 0);
        Prop.ForAll(cells.Two().ListOf().Select(rows => rows.ToList()).ToArbitrary(), rows =>
        {
            var table = new CsvTable<(string A, string B)>().Column("a", row => row.A).Column("b", row => row.B);
            using var file = new MemoryStream();
            table.WriteAsync(file, rows.Select(row => (row.Item1, row.Item2))).GetAwaiter().GetResult();
            file.Position = 0;
            var read = CsvRows.Read(file, ["a", "b"]);
            Assert.Empty(read.Problems);
            Assert.Equal(rows.Select(row => (row.Item1, row.Item2)), read.Rows.Select(row => (row["a"], row["B"])));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Rows_know_their_line_even_after_line_breaks_in_quotes_and_empty_lines()
    {
        var read = Read("Name, City \r\n\"two\r\nlines\",Oslo\r\n\r\n b , Lima\n", ["name"], ["city", "url"]);
        Assert.Empty(read.Problems);
        Assert.Equal([(2, "two\r\nlines", "Oslo", ""), (5, "b", "Lima", "")], read.Rows.Select(row => (row.Line, row["name"], row["CITY"], row["url"])));
    }

    [Theory]
    [InlineData("", "Line 1: The file is empty. Its first line names the columns: name, city.")]
    [InlineData("name\nOslo", "Line 1: The column “city” is missing.")]
    [InlineData("name,city,colour,\n", "Line 1: The column “colour” is unknown. Known are: name, city, url. | Line 1: A column has no name.")]
    [InlineData("name,city,City\n", "Line 1: The column “city” is there 2 times.")]
    [InlineData("name;city\na;b", "Line 1: The columns are not separated by commas. Save the file as “CSV UTF-8 (comma delimited)”.")]
    [InlineData("name,city\na,b\nc\nd,e,f\n", "Line 3: The row has 1 field, the header 2. | Line 4: The row has 3 fields, the header 2.")]
    [InlineData("name,city\na,b\n\"c,d\n", "Line 3: A quote opens here and never closes.")]
    [InlineData("name,city\na\"b\",c\n", "Line 2: There is a quote inside a field. Put the whole field in quotes and double the quotes inside it.")]
    [InlineData("name,city\n\"a\"b,c\n", "Line 2: There is text after a closing quote. Double the quotes inside a quoted field.")]
    [InlineData("name,city\na\0,b\n", "Line 2: There is a NUL character.")]
    [InlineData("name,city\naaaaaaaaaaa,b\n", "Line 2: A field is longer than 10 characters.")]
    [InlineData("name,city\na,b\na,b\na,b\na,b\n", "Line 5: There are more than 3 rows. Split the file.")]
    public void What_is_wrong_is_said_with_its_line(string text, string problems)
    {
        var read = Read(text, ["name", "city"], ["url"], new CsvLimits(MaxRows: 3, MaxFieldLength: 10));
        Assert.Equal(problems, string.Join(" | ", read.Problems));
        Assert.False(read.Ok);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_named_by_line()
    {
        using var latin = new MemoryStream(Encoding.Latin1.GetBytes("name\nOslo\nMalmö\n"));
        Assert.Equal("Line 3: There are bytes that are not UTF-8. Save the file as “CSV UTF-8”.", Assert.Single(CsvRows.Read(latin, ["name"]).Problems).ToString());
        using var wide = new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("name\n")]);
        Assert.Equal("Line 1: The file is UTF-16. Save it as “CSV UTF-8”.", Assert.Single(CsvRows.Read(wide, ["name"]).Problems).ToString());
    }

    [Fact]
    public void Problems_and_bytes_have_a_limit()
    {
        Assert.Equal(5, Read("a,b\n" + string.Concat(Enumerable.Repeat("x\n", 1000)), ["a", "b"], [], new CsvLimits(MaxProblems: 5)).Problems.Count);
        Assert.Equal("Line 1: The file is larger than 1,000 bytes. Split it.", Read(new string('a', 1001), ["a"], [], new CsvLimits(MaxBytes: 1000)).Problems[0].ToString());
    }

    private static CsvRows Read(string text, string[] required, string[]? optional = null, CsvLimits? limits = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvRows.Read(stream, required, optional, limits);
    }

    private static async Task<string> Write<T>(CsvTable<T> table, IEnumerable<T> rows)
    {
        using var stream = new MemoryStream();
        await table.WriteAsync(stream, rows, withMark: false);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
