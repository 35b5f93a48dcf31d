using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Web.Shell;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.House;

namespace UserGroups.Web.Tests.Hostile;

/// <summary>What holds for every address of the running site, whoever asks and however.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task No_post_is_taken_without_the_token_of_this_browser()
    {
        var (sam, max) = (await portal.StaffAsync("Sam", StaffRole.Administrator), await portal.SignedInAsync("Max"));
        var foreign = (await max.GetAsync("/account")).Document.QuerySelector("main input[name=__form]")!.GetAttribute("value")!;
        var taken = new List<string>();
        // Letters that come in are signed; the button in the corner of every page is guarded by where it is pressed (SignInTests).
        foreach (var endpoint in Posts().Where(e => e is not ("/mail/inbound" or "/account/sign-out")))
        {
            foreach (var body in new[] { [], new[] { KeyValuePair.Create("__form", foreign) }, [KeyValuePair.Create("__form", "garbage")] })
            {
                using var answer = await sam.Http.PostAsync(new Uri(endpoint, UriKind.Relative), new FormUrlEncodedContent(body));
                // 429: the limit per network is before the token.
                // 404: what is asked for does not exist, token or not.
                if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests or HttpStatusCode.NotFound))
                    taken.Add($"{endpoint} {(int)answer.StatusCode}");
            }
        }

        Assert.Equal([], taken);
        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/staff/settings")).Status);
    }

    [Fact]
    public async Task A_head_is_answered_like_the_get_and_no_other_method_does_anything()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var wrong = new List<string>();
        foreach (var path in Gets())
        {
            var (get, head) = (await AskAsync(sam, HttpMethod.Get, path), await AskAsync(sam, HttpMethod.Head, path));
            if (get != head)
                wrong.Add($"{path}: GET {get}, HEAD {head}");
            foreach (var method in new[] { "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND" })
            {
                var status = await AskAsync(sam, new HttpMethod(method), path);
                if (status is < 400 or >= 500)
                    wrong.Add($"{method} {path}: {status}");
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task A_method_written_into_a_header_or_field_is_ignored()
    {
        var max = await portal.SignedInAsync("Max");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-out?_method=POST");
        request.Headers.Add("X-HTTP-Method-Override", "POST");
        using var answer = await max.Http.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await max.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Every_page_of_an_account_and_of_the_staff_is_kept_by_nobody()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var kept = new List<string>();
        foreach (var path in Gets().Where(p => p.StartsWith("/account", StringComparison.Ordinal) || p.StartsWith("/staff", StringComparison.Ordinal) || p.StartsWith("/setup", StringComparison.Ordinal)))
        {
            using var answer = await sam.Http.GetAsync(new Uri(path, UriKind.Relative));
            if (answer.Headers.CacheControl?.NoStore != true)
                kept.Add($"{path} {answer.Headers.CacheControl}");
        }

        Assert.Equal([], kept);
    }

    [Fact]
    public async Task A_cookie_kept_from_before_opens_nothing_after_sign_out_password_change_or_deletion()
    {
        foreach (var (name, end) in new (string, Func<PortalClient, Task>)[]
        {
            ("Max", b => b.SubmitAsync("/account", "Sign out")),
            ("Ida", b => b.SubmitAsync("/account/delete", "Delete my account", ("Type “delete my account”", "delete my account"))),
        })
        {
            await portal.AddAsync(name);
            var thief = portal.Browser();
            var signIn = await thief.SubmitAsync("/account/sign-in", "Sign in", ("Email", $"{name.ToLowerInvariant()}@example.org"), ("Password", Cast.Password));
            var cookie = signIn.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-usergroups=", StringComparison.Ordinal)).Split(';')[0];
            Assert.Equal(HttpStatusCode.OK, await ReplayAsync(cookie));
            await end(thief);
            Assert.Equal(HttpStatusCode.Found, await ReplayAsync(cookie));
        }
    }

    [Fact]
    public async Task A_key_planted_in_the_browser_before_sign_in_is_not_the_one_after()
    {
        await portal.AddAsync("Max");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        request.Headers.Add("Cookie", "__Host-usergroups=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        using var planted = await portal.Browser().Http.SendAsync(request);
        Assert.Contains(planted.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-usergroups=;", StringComparison.Ordinal));
        await portal.SignInAsync("Max");
        Assert.Equal(HttpStatusCode.Found, await ReplayAsync("__Host-usergroups=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    }

    [Fact]
    public async Task Without_a_trusted_proxy_a_claimed_address_counts_for_nothing()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        browser.Http.DefaultRequestHeaders.Add("X-Real-IP", "203.0.113.7");
        await browser.SubmitAsync("/account/sign-in", "Sign in", ("Email", "max@example.org"), ("Password", Cast.Password));
        Assert.Equal("unknown", (await portal.AskAsync(db => db.Sessions.SingleAsync())).Network);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    [InlineData("2001:db8:1:ffff::1", "2001:db8:1::/48")]
    public void Changing_the_last_digits_of_an_address_changes_no_limit(string address, string network) =>
        Assert.Equal(network, RateLimits.NetworkOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData("/a\nINF forged", "/a?INF forged")]
    [InlineData("/a\u2028forged\u202e", "/a?forged?")]
    [InlineData("/Account/Confirm/abcdef", "/account/confirm/…")]
    [InlineData("/account/reset/abcdef/", "/account/reset/…")]
    [InlineData("/setup/abcdef", "/setup/…")]
    public void The_log_has_one_line_for_a_request_and_no_secret_of_a_link(string path, string logged) =>
        Assert.Equal(logged, RequestLog.PathWithoutSecret(path));

    [Fact]
    public void No_link_with_a_secret_is_logged_whole()
    {
        var links = AccessTable.Endpoints(portal.Services).Where(e => e.Contains("{token", StringComparison.Ordinal)).ToList();
        Assert.True(links.Count > 10, "The links of letters were not found.");
        Assert.DoesNotContain(links, e => RequestLog.PathWithoutSecret(AccessTable.AddressOf(e[e.IndexOf('/', StringComparison.Ordinal)..])).Contains("0000", StringComparison.Ordinal));
    }

    private static async Task<int> AskAsync(PortalClient browser, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await browser.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<HttpStatusCode> ReplayAsync(string cookie)
    {
        using var http = portal.CreateDefaultClient(new Uri("https://localhost"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private IEnumerable<string> Posts() => Paths("POST");

    private IEnumerable<string> Gets() => Paths("GET");

    private IEnumerable<string> Paths(string method) =>
        AccessTable.Endpoints(portal.Services).Where(e => e.StartsWith(method + " ", StringComparison.Ordinal)).Select(e => AccessTable.AddressOf(e.Split(' ')[1]));
}
