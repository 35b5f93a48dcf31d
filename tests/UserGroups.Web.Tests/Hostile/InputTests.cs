using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Hostile;

/// <summary>What no form was made for: characters nobody types, a megabyte in a field, ten thousand fields, somebody else's hidden fields.</summary>
public sealed class InputTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Theory]
    [InlineData("max\ufffe@example.org")]
    [InlineData("max\u202egro.elpmaxe@evil.example")]
    [InlineData("max\u200b@example.org")]
    [InlineData("max@example.org\r\nBcc: all@example.org")]
    [InlineData("\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa@example.org")]
    public async Task An_address_no_letter_could_reach_is_refused_everywhere_and_breaks_nothing(string email)
    {
        var visitor = portal.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/account/sign-in", "/account/sign-in", ("Email", email), ("Password", "x"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/account/sign-up", "/account/sign-up", ("Name", "Max"), ("Email", email), ("Password", Cast.Password))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/account/reset", "/account/reset", ("Email", email))).Status);
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await max.PostAsync("/account/address", "/account/address", ("Email", email))).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.Outbox.CountAsync()));
    }

    [Theory]
    [InlineData("Max\u202exam")]
    [InlineData("\u200b\u200d\ufeff")]
    [InlineData("Max\u2028Muster")]
    [InlineData("Max\ufffe")]
    [InlineData("Win 500 USD https://evil.example/now")]
    [InlineData("Visit www.evil.example")]
    [InlineData("Look at evil.example/now")]
    public async Task A_name_that_plays_tricks_or_carries_a_link_into_strangers_mailboxes_is_refused(string name)
    {
        var answer = await portal.Browser().PostAsync("/account/sign-up", "/account/sign-up", ("Name", name), ("Email", "victim@example.org"), ("Password", Cast.Password));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Name"), (answer.Status, answer.Document.QuerySelector(".error-summary a")?.GetAttribute("href")));
        Assert.Empty(await portal.LettersAsync("victim@example.org"));
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await max.PostAsync("/account", "/account", ("Name", name))).Status);
        Assert.Equal("Max", (await portal.AskAsync(db => db.People.SingleAsync())).Name);
    }

    [Theory]
    [InlineData("Zoë O’Brien-Müller")]
    [InlineData("J.R.R. Tolkien")]
    [InlineData("محمد")]
    [InlineData("דוד\u200f")]
    [InlineData("علی\u200cرضا")]
    [InlineData("Aino 👩‍💻")]
    public async Task A_name_of_any_script_is_taken_as_it_is(string name)
    {
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.Found, (await max.PostAsync("/account", "/account", ("Name", name))).Status);
        Assert.Equal(name.Trim(), (await portal.AskAsync(db => db.People.SingleAsync())).Name);
    }

    [Fact]
    public async Task A_megabyte_in_every_field_of_every_public_form_is_refused()
    {
        var big = new string('a', 1_000_000);
        var visitor = portal.Browser();
        foreach (var (path, fields) in new (string, string[])[] { ("/account/sign-in", ["Email", "Password", "ReturnUrl"]), ("/account/sign-up", ["Name", "Email", "Password"]), ("/account/reset", ["Email"]) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync(path, path, [.. fields.Select(f => (f, big))])).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Ten_thousand_fields_are_refused()
    {
        var fields = Enumerable.Range(0, 10_000).Select(i => ($"f{i}", "x")).Append(("Email", "max@example.org")).ToArray();
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.Browser().PostAsync("/account/reset", "/account/reset", fields)).Status);
    }

    [Fact]
    public async Task The_way_back_in_a_hidden_field_leads_nowhere_else()
    {
        await portal.AddAsync("Max");
        foreach (var wanted in new[] { "https://evil.example", "//evil.example", "/\\evil.example", "/%5Cevil.example\r\nSet-Cookie: a=b", "javascript:alert(1)", "/account/sign-out", "\u202e/", "/\ufffe" })
        {
            var answer = await portal.Browser().PostAsync("/account/sign-in", "/account/sign-in", ("Email", "max@example.org"), ("Password", Cast.Password), ("ReturnUrl", wanted));
            Assert.Equal(HttpStatusCode.Found, answer.Status);
            Assert.StartsWith("/", answer.Location, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", new Uri(new Uri("https://localhost"), answer.Location).Host, StringComparison.Ordinal);
            Assert.False(answer.Response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("a=b", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_tampered_sealed_secret_begins_again_and_turns_nothing_on(string sealedText)
    {
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await max.PostAsync("/account/authenticator", "/account/authenticator", ("Code", "123456"), ("Sealed", sealedText))).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.Authenticators.CountAsync()));
    }

    [Fact]
    public async Task Letters_link_to_the_configured_address_whatever_host_the_request_names()
    {
        await portal.AddAsync("Max");
        var visitor = portal.Browser();
        var page = await visitor.GetAsync("/account/reset");
        var token = page.Document.QuerySelector("main input[name=__form]")!.GetAttribute("value")!;
        foreach (var header in new[] { "Host", "X-Forwarded-Host", "X-Original-Host", "Forwarded" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/account/reset") { Content = new FormUrlEncodedContent([KeyValuePair.Create("__form", token), KeyValuePair.Create("Email", "max@example.org")]) };
            request.Headers.TryAddWithoutValidation(header, header == "Forwarded" ? "host=evil.example" : "evil.example");
            using var answer = await visitor.Http.SendAsync(request);
            Assert.Equal("/account/reset/sent", answer.Headers.Location?.OriginalString);
        }

        var letters = await portal.LettersAsync("max@example.org");
        Assert.Equal(4, letters.Count);
        Assert.All(letters, l => Assert.DoesNotContain("evil", l.Body, StringComparison.Ordinal));
        Assert.All(letters, l => Assert.Contains("(https://localhost/account/reset/", l.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_said_twice_counts_once_and_the_form_goes_before_the_address()
    {
        await portal.AddAsync("Max");
        await portal.AddAsync("Ida");
        var answer = await portal.Browser().PostAsync("/account/reset?Email=ida@example.org", "/account/reset", ("Email", "max@example.org"), ("Email", "ida@example.org"));
        Assert.Equal("/account/reset/sent", answer.Location);
        Assert.Equal((1, 0), ((await portal.LettersAsync("max@example.org")).Count, (await portal.LettersAsync("ida@example.org")).Count));
    }

    [Fact]
    public async Task Different_tags_of_one_mailbox_share_its_limit()
    {
        var visitor = portal.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            answers.Add((await visitor.SubmitAsync("/account/sign-up", "Make my account", ("Name", "Max"), ("Email", $"victim+{i}@example.org"), ("Password", Cast.Password))).Status);
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Found, 5), HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(5, await portal.AskAsync(db => db.Outbox.CountAsync(m => m.Kind == nameof(ConfirmAddress))));
    }

    [Fact]
    public async Task A_stranger_cannot_be_bombed_through_many_accounts_that_want_to_move_there()
    {
        for (var i = 0; i < 6; i++)
            await (await portal.SignedInAsync($"M{i}")).SubmitAsync("/account/address", "Ask both addresses", ("New email", "victim@example.org"));
        Assert.Equal(5, (await portal.LettersAsync("victim@example.org")).Count);
    }
}
