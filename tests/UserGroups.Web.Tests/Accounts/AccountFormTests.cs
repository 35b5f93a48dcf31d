using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>Everything wrong in a form about an account is named at the first press.</summary>
public sealed class AccountFormTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Theory]
    // Without a name it has no shape; with a name that is none, no meaning. Either way the rest is named with it.
    [InlineData("")]
    [InlineData("www.example.org")]
    public async Task Signing_up_names_name_address_and_password_together(string name)
    {
        var page = await portal.Browser().SubmitAsync("/account/sign-up", "Make my account", ("Name", name), ("Email", "max@example"), ("Password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Name", "#Email", "#Password"], page.WrongFields);
        Assert.Equal(["This is not an e-mail address we can write to. It looks like name@example.org.", "A password has at least 12 characters. A few words in a row are easy to remember."], page.Errors.Skip(1));
        Assert.Equal((name, "max@example"), (page.Value("Name"), page.Value("Email")));
        Assert.Equal(0, await portal.AskAsync(db => db.PendingSignUps.CountAsync()));
    }

    [Fact]
    public async Task A_password_made_of_a_refused_name_is_refused_with_it()
    {
        var page = await portal.Browser().SubmitAsync("/account/sign-up", "Make my account", ("Name", "www.penguinfriends.example"), ("Email", "max@example.org"), ("Password", "penguinfriends"));
        Assert.Equal(["#Name", "#Password"], page.WrongFields);
    }

    [Fact]
    public async Task In_German_each_of_them_is_German()
    {
        var browser = portal.Browser();
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-DE");
        var page = await browser.PostAsync("/account/sign-up", "/account/sign-up", ("Name", ""), ("Email", "max@example"), ("Password", "short"));
        Assert.Equal(3, page.Errors.Count);
        Assert.DoesNotContain(page.Errors, e => e.Contains(" is ", StringComparison.Ordinal) || e.Contains(" has ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_invitation_to_the_staff_names_name_and_password_together()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await sam.PostAsync("/staff/people", "/staff/people", ("Form.Email", "pia@example.org"), ("Form.Role", "Fulfilment"));
        var link = await portal.LinkAsync("pia@example.org", nameof(StaffInvitation));
        var page = await portal.Browser().PostAsync(link, link, ("Name", ""), ("Password", "pia@example.org"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Name", "#Password"], page.WrongFields);
    }

    [Fact]
    public async Task Giving_a_role_names_the_address_and_the_region_together()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        foreach (var (address, role, fields) in new[] { ("pia@example", "Administrator", "#Form_Email,#Form_Region"), ("", "Administrator", "#Form_Email,#Form_Region"), ("pia", "", "#Form_Email,#Form_Role") })
        {
            var page = await sam.PostAsync("/staff/people", "/staff/people", ("Form.Email", address), ("Form.Role", role), ("Form.Region", "europe"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Equal(fields.Split(','), page.WrongFields.Order(StringComparer.Ordinal));
        }

        Assert.Equal(0, await portal.AskAsync(db => db.Invitations.CountAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("www.example.org")]
    public async Task The_profile_names_name_language_and_zone_together(string name)
    {
        var max = await portal.SignedInAsync("Max");
        var page = await max.PostAsync("/account", "/account", ("Name", name), ("Culture", "tlh"), ("TimeZone", "Mars/Base"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Name", "#Culture", "#TimeZone"], page.WrongFields);
        Assert.Equal("Max", await portal.AskAsync(db => db.People.Select(p => p.Name).SingleAsync()));
    }

    [Fact]
    public async Task The_missing_password_and_a_new_one_that_is_too_short_are_named_together()
    {
        var max = await portal.SignedInAsync("Max");
        var page = await max.SubmitAsync("/account/password", "Save the new password", ("Current password", ""), ("New password", "short"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#CurrentPassword,#NewPassword"), (page.Status, string.Join(',', page.WrongFields)));
    }
}
