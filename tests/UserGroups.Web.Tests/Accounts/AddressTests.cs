using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;

namespace UserGroups.Web.Tests.Accounts;

public sealed class AddressTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_account_moves_once_both_addresses_have_said_yes()
    {
        var browser = await portal.SignedInAsync("Max");
        await AskAsync(browser, "new@example.org");
        var (oldLink, newLink) = (await portal.LinkAsync("max@example.org", nameof(AgreeToMove)), await portal.LinkAsync("new@example.org", nameof(ConfirmNewAddress)));
        var visitor = portal.Browser();
        Assert.Equal("/account/address/half", (await visitor.SubmitAsync(newLink, "Yes, move it")).Location);
        Assert.Equal("max@example.org", (await portal.AskAsync(db => db.People.SingleAsync())).Email);
        Assert.Contains("has said yes", (await browser.GetAsync("/account/address")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/address/moved", (await visitor.SubmitAsync(oldLink, "Yes, move it")).Location);
        var person = await portal.AskAsync(db => db.People.SingleAsync());
        Assert.Equal(("new@example.org", "NEW@EXAMPLE.ORG", "MAX NEW@EXAMPLE.ORG"), (person.Email, person.NormalizedEmail, person.SearchText));
        Assert.Equal(nameof(AddressMoved), (await portal.LettersAsync("max@example.org"))[^1].Kind);
    }

    [Fact]
    public async Task A_cancelled_move_leaves_both_links_dead()
    {
        var browser = await portal.SignedInAsync("Max");
        await AskAsync(browser, "new@example.org");
        var oldLink = await portal.LinkAsync("max@example.org", nameof(AgreeToMove));
        var open = await portal.Browser().GetAsync(oldLink);
        await browser.SubmitAsync("/account/address", "Do not move");
        Assert.Equal("This link no longer works", (await portal.Browser().GetAsync(oldLink)).Heading);
        Assert.Equal("Shall the account move?", open.Heading);
        await AskAsync(browser, "another@example.org");
        Assert.Equal(1, await portal.AskAsync(db => db.AddressChanges.CountAsync(c => c.EndedAt == null)));
    }

    [Fact]
    public async Task A_taken_address_gets_no_letter_and_the_page_does_not_tell()
    {
        await portal.AddAsync("Lena");
        var browser = await portal.SignedInAsync("Max");
        var answer = await AskAsync(browser, "lena@example.org");
        Assert.Equal((HttpStatusCode.Found, "/account/address"), (answer.Status, answer.Location));
        Assert.Empty(await portal.LettersAsync("lena@example.org"));
    }

    [Fact]
    public async Task An_address_taken_meanwhile_is_found_by_the_database()
    {
        var browser = await portal.SignedInAsync("Max");
        await AskAsync(browser, "ida@example.org");
        var (oldLink, newLink) = (await portal.LinkAsync("max@example.org", nameof(AgreeToMove)), await portal.LinkAsync("ida@example.org", nameof(ConfirmNewAddress)));
        await portal.AddAsync("Ida");
        await browser.SubmitAsync(newLink, "Yes, move it");
        var refused = await browser.SubmitAsync(oldLink, "Yes, move it");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "max@example.org"), (refused.Status, (await portal.AskAsync(db => db.People.SingleAsync(p => p.Name == "Max"))).Email));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address")]
    [InlineData("max@example.org")]
    public async Task Anything_but_another_address_is_refused(string typed)
    {
        var browser = await portal.SignedInAsync("Max");
        var answer = await AskAsync(browser, typed);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Email"), (answer.Status, answer.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal(typed, answer.Value("New email"));
        Assert.Equal((0, 0), (await portal.AskAsync(db => db.AddressChanges.CountAsync()), await portal.AskAsync(db => db.Outbox.CountAsync())));
    }

    [Fact]
    public async Task Twenty_presses_at_once_leave_one_open_move()
    {
        var browser = await portal.SignedInAsync("Max");
        var page = await browser.GetAsync("/account/address");
        var answers = await browser.SubmitAtOnceAsync(page, 20, "Ask both addresses", ("New email", "new@example.org"));
        Assert.Equal((5, 15), (answers.Count(a => a.Status == HttpStatusCode.Found), answers.Count(a => a.Status == HttpStatusCode.TooManyRequests)));
        Assert.Equal(1, await portal.AskAsync(db => db.AddressChanges.CountAsync(c => c.EndedAt == null)));
    }

    private static Task<Page> AskAsync(PortalClient browser, string email) => browser.SubmitAsync("/account/address", "Ask both addresses", ("New email", email));
}
