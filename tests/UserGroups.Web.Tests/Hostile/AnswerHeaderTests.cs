using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;
using UserGroups.Web.Tests.House;
using UserGroups.Web.Tests.Sponsorship;

namespace UserGroups.Web.Tests.Hostile;

/// <summary>What every answer tells the browser, and what none of them gives away.</summary>
public sealed class AnswerHeaderTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Every_answer_asks_for_https_for_a_year_and_lets_no_other_site_read_it()
    {
        await portal.AddGroupAsync();
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        sam.Http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        var wrong = new List<string>();
        var paths = AccessTable.Endpoints(portal.Services).Where(e => e.StartsWith("GET ", StringComparison.Ordinal)).Select(e => AccessTable.AddressOf(e[4..])).Concat(["/css/base.css", "/js/site.js", "/favicon.svg", "/no-such-page"]);
        foreach (var path in paths)
        {
            using var answer = await sam.Http.GetAsync(new Uri(path, UriKind.Relative));
            if (Header(answer, "Strict-Transport-Security") != "max-age=31536000; includeSubDomains")
                wrong.Add($"{path}: {Header(answer, "Strict-Transport-Security")}");
            if (answer.Headers.Any(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || h.Key is "Server" or "X-Powered-By" or "X-AspNet-Version"))
                wrong.Add($"{path}: {string.Join(", ", answer.Headers.Select(h => h.Key))}");
            if (Header(answer, "Referrer-Policy") != "strict-origin-when-cross-origin" || Header(answer, "X-Content-Type-Options") != "nosniff" || Header(answer, "Cross-Origin-Resource-Policy") is not ("same-origin" or "cross-origin"))
                wrong.Add($"{path}: not said to stay here");
        }

        Assert.Equal([], wrong);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/account/sign-in")]
    [InlineData("/chapters/oslo")]
    [InlineData("/no-such-page")]
    [InlineData("/css/base.css")]
    [InlineData("/blog/feed.xml")]
    public async Task The_policy_of_a_page_allows_what_comes_from_here_and_frames_nowhere(string path)
    {
        await portal.AddGroupAsync();
        using var answer = await portal.Browser().Http.GetAsync(new Uri(path, UriKind.Relative));
        var policy = Header(answer, "Content-Security-Policy")!.Split("; ").ToDictionary(d => d.Split(' ')[0], d => d, StringComparer.Ordinal);
        foreach (var line in new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'" })
            Assert.Equal(line, policy[line.Split(' ')[0]]);
        Assert.DoesNotContain("unsafe", string.Concat(policy.Values), StringComparison.Ordinal);
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
    }

    [Theory]
    [InlineData("/favicon.svg", "image/svg+xml; charset=utf-8")]
    [InlineData("/covers/chapter/oslo.svg", "image/svg+xml; charset=utf-8")]
    [InlineData("/blog/feed.xml", "application/atom+xml; charset=utf-8")]
    [InlineData("/chapters/oslo/feed.xml", "application/atom+xml; charset=utf-8")]
    [InlineData("/sitemap.xml", "application/xml; charset=utf-8")]
    [InlineData("/calendar.ics", "text/calendar; charset=utf-8")]
    [InlineData("/chapters.geojson", "application/geo+json")]
    [InlineData("/cities.json?q=Oslo", "application/json; charset=utf-8")]
    public async Task What_is_written_says_in_what_letters(string path, string type)
    {
        await portal.AddGroupAsync();
        using var answer = await portal.Browser().Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
    }

    [Fact]
    public async Task The_logo_says_in_what_letters_it_is_drawn_and_stays_in_its_sandbox()
    {
        var sam = await portal.AddAsync("Sam");
        await portal.UseAsync<LogoService>(l => l.ReplaceAsync(sam, "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>"u8.ToArray()));
        using var answer = await portal.Browser().Http.GetAsync("/brand/logo");
        Assert.Equal("image/svg+xml; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("; sandbox", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cookie_is_for_this_host_alone_over_https_and_out_of_reach_of_scripts()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        var cookies = new List<string>();
        var form = await browser.GetAsync("/account/sign-in");
        cookies.AddRange(Cookies(form));
        cookies.AddRange(Cookies(await browser.SubmitAsync(form, "Sign in", ("Email", "max@example.org"), ("Password", Cast.Password))));
        cookies.AddRange(Cookies(await browser.SubmitAsync("/account", "Save", ("Name", "Maxim"))));
        cookies.AddRange(Cookies(await browser.PostAsync("/account/passkeys/options", "/account")));
        cookies.AddRange(Cookies(await portal.Browser().PostAsync("/account/sign-in/passkey/options", "/account/sign-in")));
        Assert.Equal(["__Host-usergroups", "__Host-usergroups-flash", "__Host-usergroups-form", "__Host-usergroups-passkey"], cookies.Select(c => c.Split('=')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(cookies, c =>
        {
            var parts = c.Split("; ").Skip(1).Select(p => p.ToLowerInvariant()).ToList();
            Assert.Equal([], new[] { "path=/", "secure", "httponly", "samesite=lax" }.Except(parts));
            Assert.DoesNotContain(parts, p => p.StartsWith("domain", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task What_is_sealed_is_sealed_with_AES_256_in_GCM_and_opens_only_whole_and_for_its_purpose()
    {
        var protection = portal.Services.GetRequiredService<IDataProtectionProvider>();
        var box = protection.CreateProtector("one").Protect([1, 2, 3]);
        Assert.Contains("algorithm=\"AES_256_GCM\"", Assert.Single(await portal.AskAsync(db => db.Set<ProtectionKey>().Select(k => k.Xml).ToListAsync())), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], protection.CreateProtector("one").Unprotect(box));
        Assert.ThrowsAny<CryptographicException>(() => protection.CreateProtector("two").Unprotect(box));
        box[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => protection.CreateProtector("one").Unprotect(box));
    }

    [Fact]
    public async Task What_the_browser_kept_of_private_pages_goes_with_the_session()
    {
        foreach (var (name, end) in new (string, Func<PortalClient, Task<Page>>)[]
        {
            ("Max", b => b.SubmitAsync("/account", "Sign out")),
            ("Lena", b => b.PostAsync("/account/sessions/end-all", "/account")),
            ("Ida", b => b.SubmitAsync("/account/delete", "Delete my account", ("Type “delete my account”", "delete my account"))),
        })
        {
            var answer = await end(await portal.SignedInAsync(name));
            Assert.Equal((name, "\"cache\""), (name, Header(answer.Response, "Clear-Site-Data")));
        }

        Assert.Null(Header((await portal.Browser().GetAsync("/")).Response, "Clear-Site-Data"));
    }

    [Theory]
    [InlineData("/.git/HEAD")]
    [InlineData("/.git/config")]
    [InlineData("/.svn/entries")]
    [InlineData("/.editorconfig")]
    [InlineData("/appsettings.json")]
    [InlineData("/appsettings.Development.json")]
    [InlineData("/UserGroups.Web.dll")]
    [InlineData("/App_Data/usergroups.db")]
    [InlineData("/css/")]
    [InlineData("/js/")]
    [InlineData("/css/../appsettings.json")]
    [InlineData("/css/%2e%2e/appsettings.json")]
    [InlineData("/..%2f..%2fappsettings.json")]
    [InlineData("/css/..%5c..%5cappsettings.json")]
    [InlineData("/web.config")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger")]
    [InlineData("/metrics")]
    [InlineData("/trace.axd")]
    public async Task Nothing_of_the_workshop_is_served(string path)
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        using var answer = await sam.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static IEnumerable<string> Cookies(Page page) => page.Response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Where(c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)) : [];
}
