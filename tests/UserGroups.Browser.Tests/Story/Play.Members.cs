using UserGroups.Mail.Inbound;

namespace UserGroups.Browser.Tests.Story;

/// <summary>Fourth act: the members hear of it, those who want to.</summary>
public sealed partial class Play
{
    private const string Subject = "Bring your ugliest dashboard";

    private async Task LenaWritesToTheMembersAsync()
    {
        await portal.PassAsync(portal.Clock.Now.AddDays(1));
        await Lena.TurnToAsync("Organize", Group);
        await Lena.FollowAsync("Write to the members", "Write to the members");
        await Lena.TypeAsync(("Subject", Subject), ("Your letter", "We look at **three** of them together. There is pizza."));
        await Lena.PressAsync("Keep the draft and look at it", "Check before it goes out");
        await Lena.SeeAsync("It reaches 1 member.", "a community manager reads it before it goes out");
        await Lena.PressAsync("Send it to be read", Subject);
    }

    private async Task AinoReadsItFirstAsync()
    {
        await Aino.TurnToAsync("Desk", "Staff desk");
        await Aino.SeeAsync("1 letter to read");
        await Aino.FollowAsync("Letters to members", "Letters to members");
        await Aino.FollowAsync(Subject, Subject);
        await Aino.PressAsync("Send it to 1", Subject);
    }

    private async Task MaxWantsNoMoreOfItAsync()
    {
        var letter = await portal.Mail.LetterAsync(Max.Email, "There is pizza.");
        Assert.Equal("List-Unsubscribe=One-Click", letter.Fields["List-Unsubscribe-Post"]);
        Assert.Contains($"<{portal.Address}/unsubscribe/", letter.Fields["List-Unsubscribe"], StringComparison.Ordinal);
        await Max.OpenLetterAsync("/unsubscribe/", $"No more news of {Group}?");
        await Max.PressAsync($"Stop the news of {Group}", $"Done. No more news of {Group}");
    }
}
