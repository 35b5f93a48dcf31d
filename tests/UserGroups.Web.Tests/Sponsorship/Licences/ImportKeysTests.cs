using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Web.Commands;

namespace UserGroups.Web.Tests.Sponsorship.Licences;

/// <summary>The command <c>import keys</c>, as somebody types it.</summary>
public sealed class ImportKeysTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("usergroups-keys");
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync()
    {
        await portal.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_is_imported_once_however_often_it_is_given()
    {
        var file = await FileAsync("product,key,seats\r\nAtlas,AAAA-1,5\r\n\"Atlas, large\",\"BBBB\"\"2\",\r\n");
        Assert.Equal("2 keys imported, 0 were in the pool already.", await RunAsync(file));
        Assert.Equal("0 keys imported, 2 were in the pool already.", await RunAsync(file));
        Assert.Equal([("Atlas", 5), ("Atlas, large", 1)], await portal.AskAsync(db => db.LicenceKeys.OrderBy(k => k.Id).Select(k => new ValueTuple<string, int>(k.Product, k.Seats)).ToListAsync()));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        Assert.Equal("1 key would be imported, 0 are in the pool already. Nothing was changed.", await RunAsync(await FileAsync("product,key\nAtlas,AAAA\n"), "--dry-run"));
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [InlineData("product,key,colour\nAtlas,AAAA,red\n", "Line 1: The column “colour” is unknown.")]
    [InlineData("product\nAtlas\n", "Line 1: The column “key” is missing.")]
    [InlineData("product;key\nAtlas;AAAA\n", "Line 1: The columns are not separated by commas.")]
    [InlineData("", "Line 1: The file is empty.")]
    [InlineData("product,key\nAtlas,AAAA\nAtlas,AAAA\n", "Line 3: This key stands on line 2 already.")]
    [InlineData("product,key\nAtlas,AAAA\n,BBBB\n", "Line 3: The product is a name")]
    [InlineData("product,key,seats\nAtlas,AAAA,-1\n", "Line 2: Seats is a whole number")]
    [InlineData("product,key\nAtlas,AAAA,too many\n", "Line 2: The row has 3 fields, the header 2.")]
    public async Task A_wrong_file_is_refused_whole_with_line_and_reason(string text, string problem)
    {
        var refused = await Assert.ThrowsAsync<CommandException>(async () => await RunAsync(await FileAsync(text)));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_file_in_another_encoding_or_none_at_all_is_refused()
    {
        var latin = Path.Combine(folder.FullName, "latin.csv");
        await File.WriteAllBytesAsync(latin, Encoding.Latin1.GetBytes("product,key\nÆtlas,AAAA\n"));
        Assert.Contains("Line 2: There are bytes that are not UTF-8", (await Assert.ThrowsAsync<CommandException>(() => RunAsync(latin))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<CommandException>(() => RunAsync(Path.Combine(folder.FullName, "none.csv")))).Message, StringComparison.Ordinal);
        Assert.Contains("Write: import keys FILE", (await Assert.ThrowsAsync<CommandException>(() => RunAsync())).Message, StringComparison.Ordinal);
        Assert.Contains("Write: import keys FILE", (await Assert.ThrowsAsync<CommandException>(() => RunAsync("--force"))).Message, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var command = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "import keys");
        await using var output = new StringWriter();
        await command.RunAsync(arguments, output, CancellationToken.None);
        return output.ToString().Trim();
    }

    private async Task<string> FileAsync(string text)
    {
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private Task<int> CountAsync() => portal.AskAsync(db => db.LicenceKeys.CountAsync());
}
