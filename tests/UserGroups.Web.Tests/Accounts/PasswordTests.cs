using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

public sealed class PasswordTests : IAsyncLifetime
{
    private const string Another = "nine quiet elephants";
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_forgotten_password_is_renewed_by_the_letter_and_every_browser_is_signed_out()
    {
        var old = await portal.SignedInAsync("Max");
        var browser = portal.Browser();
        Assert.Equal("/account/reset/sent", (await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"))).Location);
        var link = await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword));
        Assert.Equal("/account/sign-in", (await browser.SubmitAsync(link, "Save the new password", ("New password", Another))).Location);
        Assert.Equal(HttpStatusCode.Found, (await old.GetAsync("/account")).Status);
        await portal.SignInAsync("Max", Another);
        Assert.Equal("This link no longer works", (await browser.GetAsync(link)).Heading);
        Assert.StartsWith("Your password was changed", (await portal.LettersAsync("max@example.org"))[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_letter()
    {
        var answer = await portal.Browser().SubmitAsync("/account/reset", "Send me the link", ("Email", "nobody@example.org"));
        Assert.Equal((HttpStatusCode.Found, "/account/reset/sent"), (answer.Status, answer.Location));
        Assert.Equal(0, await portal.AskAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task The_link_works_for_an_hour_and_the_newest_use_ends_the_others()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var first = await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword));
        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var second = await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword));
        Assert.NotEqual(first, second);
        await browser.SubmitAsync(second, "Save the new password", ("New password", Another));
        Assert.Equal("This link no longer works", (await browser.GetAsync(first)).Heading);

        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var third = await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword));
        portal.Clock.Move(TimeSpan.FromMinutes(61));
        Assert.Equal("This link no longer works", (await browser.GetAsync(third)).Heading);
    }

    [Fact]
    public async Task Twenty_uses_of_one_link_at_once_change_the_password_once()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var page = await browser.GetAsync(await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword)));
        var answers = await browser.SubmitAtOnceAsync(page, 20, "Save the new password", ("New password", Another));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "security.changed")));
    }

    [Fact]
    public async Task A_refused_password_leaves_the_link_working()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var link = await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword));
        var refused = await browser.SubmitAsync(link, "Save the new password", ("New password", "password12345678"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#NewPassword"), (refused.Status, refused.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.Found, (await browser.SubmitAsync(link, "Save the new password", ("New password", Another))).Status);
    }

    [Fact]
    public async Task Changing_it_while_signed_in_keeps_this_browser_and_ends_the_others()
    {
        var mine = await portal.SignedInAsync("Max");
        var other = await portal.SignInAsync("Max");
        Assert.Equal("/account/security", (await mine.SubmitAsync("/account/password", "Save the new password", ("Current password", Cast.Password), ("New password", Another))).Location);
        // Ended and gone, not only turned away at their next click: the list of one's browsers holds this one alone.
        Assert.Equal(1, await portal.AskAsync(db => db.Sessions.CountAsync()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), ((await mine.GetAsync("/account")).Status, (await other.GetAsync("/account")).Status));
        await portal.SignInAsync("Max", Another);
    }

    [Fact]
    public async Task The_password_so_far_is_no_new_one_neither_signed_in_nor_by_the_letter()
    {
        var browser = await portal.SignedInAsync("Max");
        var refused = await browser.SubmitAsync("/account/password", "Save the new password", ("Current password", Cast.Password), ("New password", Cast.Password));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This is your password already. Choose another one."), (refused.Status, Assert.Single(refused.Errors)));
        Assert.Equal("#NewPassword", refused.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var link = await portal.LinkAsync("max@example.org", nameof(ChooseNewPassword));
        refused = await browser.SubmitAsync(link, "Save the new password", ("New password", Cast.Password));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#NewPassword"), (refused.Status, refused.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.DoesNotContain(await portal.LettersAsync("max@example.org"), l => l.Kind == nameof(SecurityChanged));
        Assert.Equal(HttpStatusCode.Found, (await browser.SubmitAsync(link, "Save the new password", ("New password", Another))).Status);
    }

    [Theory]
    [InlineData("", "Fill in “Current password”.")]
    [InlineData("wrong password here", "This is not your password.")]
    [InlineData(Another, "This is not your password.")]
    public async Task Changing_it_needs_the_one_so_far(string current, string sentence)
    {
        var browser = await portal.SignedInAsync("Max");
        var before = (await portal.AskAsync(db => db.People.SingleAsync())).PasswordHash;
        var refused = await browser.SubmitAsync("/account/password", "Save the new password", ("Current password", current), ("New password", Another));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, sentence), (refused.Status, Assert.Single(refused.Errors)));
        Assert.Equal("#CurrentPassword", refused.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(before, (await portal.AskAsync(db => db.People.SingleAsync())).PasswordHash);
    }

    [Fact]
    public async Task Guessing_the_one_so_far_rests_the_account_like_guessing_at_the_door()
    {
        var browser = await portal.SignedInAsync("Max");
        for (var guess = 0; guess < 5; guess++)
            await browser.SubmitAsync("/account/password", "Save the new password", ("Current password", $"guess number {guess} of mine"), ("New password", Another));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/account/password", "Save the new password", ("Current password", Cast.Password), ("New password", Another))).Status);
        Assert.Single(await portal.LettersAsync("max@example.org"), m => m.Subject.StartsWith("Somebody cannot get into your account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guessing_at_is_it_you_rests_the_account_and_proves_nothing()
    {
        var browser = await portal.SignedInAsync("Max");
        var before = await portal.AskAsync(db => db.Sessions.SingleAsync());
        portal.Clock.Move(TimeSpan.FromMinutes(11));
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", $"guess number {guess} of mine"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", Cast.Password))).Status);
        var after = await portal.AskAsync(db => db.Sessions.SingleAsync());
        Assert.Equal((before.KeyHash, before.ProvenAt), (after.KeyHash, after.ProvenAt));
        Assert.Single(await portal.LettersAsync("max@example.org"), m => m.Subject.StartsWith("Somebody cannot get into your account", StringComparison.Ordinal));
        portal.Clock.Move(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Found, (await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", Cast.Password))).Status);
    }

    [Fact]
    public async Task A_session_that_was_ended_while_the_password_was_checked_is_not_proven_and_no_mistake_of_the_program()
    {
        var browser = await portal.SignedInAsync("Max");
        var row = await portal.AskAsync(db => db.Sessions.AsNoTracking().Include(s => s.Person).SingleAsync());
        var session = new CurrentSession
        {
            Id = row.Id,
            PersonId = row.PersonId,
            Name = row.Person.Name,
            Email = row.Person.Email!,
            Culture = null,
            TimeZone = null,
            AwaitsSecondFactor = false,
            HasSecondFactor = false,
            Opening = row.Opening,
            LastSeenAt = row.LastSeenAt,
            ProvenAt = row.ProvenAt,
            Roles = [],
        };
        await portal.AskAsync(db => db.InTransactionAsync(token => db.Sessions.ExecuteDeleteAsync(token)));
        await using var scope = portal.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountService>();
        var refused = await Assert.ThrowsAsync<RuleException>(() => accounts.ProveAsync(session, ProofWay.Password, new VisitOrigin("Firefox on Linux", "192.0.2.0/24")));
        Assert.Equal("You were signed out in the meantime. Sign in again.", refused.Message);
        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account/is-it-you")).Status);
    }
}
