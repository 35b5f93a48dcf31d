using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

public sealed class ErrorPageTests
{
    [Theory]
    [InlineData(400, "That request could not be read")]
    [InlineData(403, "This is not yours to open")]
    [InlineData(404, "There is nothing here")]
    [InlineData(409, "Somebody was faster")]
    [InlineData(422, "That does not work this way")]
    [InlineData(429, "That was a lot at once")]
    [InlineData(500, "Something broke on our side")]
    [InlineData(405, "That request could not be read")]
    [InlineData(503, "Something broke on our side")]
    public async Task A_failed_request_gets_a_page_with_its_status_what_to_do_and_its_number(int status, string title)
    {
        await using var site = await ShellSite.StartAsync();
        var (response, page) = await site.OpenAsync($"/test/status/{status}");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", string.Join(", ", response.Headers.GetValues("Cache-Control")));
        Assert.Equal(title, page.QuerySelector("main h1")!.TextContent);
        Assert.Equal($"{title} · User Groups", page.Title);
        Assert.Equal("/", page.QuerySelector("main a.button")!.GetAttribute("href"));
        Assert.Equal(2, page.QuerySelectorAll(".error-text > p:not([class]), .error-text > p.lead").Count(p => p.TextContent.Length > 20));
        Assert.NotEmpty(page.QuerySelector(".error-id code")!.TextContent);
    }

    [Theory]
    [InlineData("/test/status/409", 409, "Somebody was faster")]
    [InlineData("/nowhere", 404, "There is nothing here")]
    [InlineData("/test/broken", 500, "Something broke on our side")]
    public async Task Who_asks_for_JSON_gets_a_problem_with_the_same_words(string path, int status, string title)
    {
        await using var site = await ShellSite.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "application/json, text/html;q=0.5");
        using var response = await site.Client().SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("requestId").GetString()!);
        Assert.DoesNotContain("secret cause", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_interface_for_programs_answers_with_problems_whatever_is_accepted()
    {
        await using var site = await ShellSite.StartAsync();
        var (response, _) = await site.OpenAsync("/api/v1/nothing");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_500_page_asks_neither_accounts_nor_settings_nor_the_session()
    {
        await using var site = await ShellSite.StartAsync(services: s => s.Configure<ShellHooks>(hooks =>
        {
            hooks.Brand = _ => throw new InvalidOperationException("No database.");
            hooks.Viewer = _ => throw new InvalidOperationException("No database.");
        }));
        var (response, page) = await site.OpenAsync("/test/broken");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("Something broke on our side", page.QuerySelector("main h1")!.TextContent);
        Assert.Null(page.QuerySelector("form"));
        Assert.Null(page.QuerySelector(".corner"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("secret cause", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_drawn_still_answers_in_plain_words()
    {
        await using var site = await ShellSite.StartAsync(services: s => s.Configure<ShellHooks>(hooks => hooks.Viewer = _ => throw new InvalidOperationException("Gone.")));
        using var response = await site.Client().GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.StartsWith("There is nothing here\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_in_development_does_the_500_page_show_the_cause()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await site.OpenAsync("/test/broken");
        Assert.Contains("The secret cause.", page.QuerySelector("details pre")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_speaks_the_language_of_the_browser_even_where_nothing_was_routed()
    {
        await using var site = await ShellSite.StartAsync();
        var (_, missing) = await site.OpenAsync("/nowhere", "de-AT,de;q=0.9,en;q=0.5");
        Assert.Equal("de", missing.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Hier ist nichts", missing.QuerySelector("h1")!.TextContent);
        var (_, broken) = await site.OpenAsync("/test/broken", "de");
        Assert.Equal("Bei uns ist etwas kaputtgegangen", broken.QuerySelector("h1")!.TextContent);
        var (_, french) = await site.OpenAsync("/nowhere", "fr");
        Assert.Equal("en", french.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task An_action_that_says_why_is_quoted_as_text()
    {
        await using var site = await ShellSite.StartAsync(map: app => app.MapGet("/test/why", (HttpContext context) =>
        {
            context.Explain("Ida decided <b>this</b> at 14:02.");
            return Results.StatusCode(409);
        }));
        var (_, page) = await site.OpenAsync("/test/why");
        Assert.Equal("Ida decided <b>this</b> at 14:02.", page.QuerySelector("main .lead")!.TextContent);
    }

    [Fact]
    public async Task Error_pages_use_the_same_kept_files_as_every_other_page()
    {
        await using var site = await ShellSite.StartAsync();
        var (_, home) = await site.OpenAsync("/");
        var (_, missing) = await site.OpenAsync("/nowhere");
        var (_, broken) = await site.OpenAsync("/test/broken");
        var files = home.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")).ToList();
        Assert.Equal(6, files.Count);
        Assert.Equal(files, missing.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")));
        Assert.Equal(files, broken.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")));
    }
}
