namespace UserGroups.Web.Tests.House;

/// <summary>What no controller answers carries the headers too; <see cref="AccessTests"/> holds every endpoint to them.</summary>
public sealed class FileHeaderTests
{
    [Fact]
    public async Task Style_sheets_and_scripts_carry_the_headers_and_say_their_charset()
    {
        await using var portal = await Portal.OpenAsync();
        foreach (var path in new[] { "/css/base.css", "/js/site.js" })
        {
            using var answer = await portal.Browser().Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("utf-8", answer.Content.Headers.ContentType!.CharSet);
        }
    }
}
