using UserGroups.Accounts;
using UserGroups.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Announcements;

/// <summary>Lena writes to her members: the letter keeps itself while she types, also before it has an address of its own.</summary>
public sealed class LetterDraftTests(DevelopmentSite site) : IClassFixture<DevelopmentSite>
{
    [Fact]
    public async Task A_letter_keeps_itself_is_there_after_the_tab_was_closed_and_stays_one()
    {
        var subject = $"Winter programme {Guid.NewGuid():N}"[..30];
        string draft;
        await using (var lena = await site.VisitAsync(390))
        {
            await lena.SignInAsync("lena@example.org", DemoCast.Password);
            await lena.GoAsync("/lead/oslo/announcements/new", "Write to the members");
            await lena.FillAsync("Subject", subject);
            await Expect(lena.Main.Locator("[data-draft-state]")).ToContainTextAsync("Kept at");
            // From the second time on it is a draft that has an address.
            await lena.FillAsync("Your letter", "Three evenings, and one is yours.");
            await lena.Page.WaitForResponseAsync(r => r.Url.EndsWith("/draft", StringComparison.Ordinal) && r.Status == 200);
            draft = new Uri(lena.Page.Url).AbsolutePath;
            Assert.Matches("^/lead/oslo/announcements/[0-9]+/edit$", draft);
            Assert.Empty(lena.Complaints);
        }

        await using var later = await site.VisitAsync();
        await later.SignInAsync("lena@example.org", DemoCast.Password);
        await later.Page.GotoAsync(draft);
        await Expect(later.Field("Subject")).ToHaveValueAsync(subject);
        await Expect(later.Field("Your letter")).ToHaveValueAsync("Three evenings, and one is yours.");
        await later.FillAsync("Your letter", "Four evenings, and one is yours.");
        await later.PressAsync("Keep the draft and look at it", "Check before it goes out");
        await Expect(later.Main).ToContainTextAsync("Four evenings, and one is yours.");
        await later.Page.GotoAsync("/lead/oslo/announcements");
        await Expect(later.Main.GetByText(subject)).ToHaveCountAsync(1);
    }
}
