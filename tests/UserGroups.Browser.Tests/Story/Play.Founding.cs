using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Story;

/// <summary>First act: a portal, its staff, a group.</summary>
public sealed partial class Play
{
    private async Task SamSetsUpThePortalAsync(string console)
    {
        await Sam.OpenAsync(SetUpLink().Match(console).Value, "The first Administrator");
        await Sam.TypeAsync(("Email", Sam.Email));
        await Sam.JoinStaffAsync("Make the Administrator");

        await Sam.FollowAsync("People", "People on the staff");
        foreach (var (person, role) in new[] { (Aino, "CommunityManager"), (Finn, "Finance"), (Pia, "Fulfilment") })
        {
            await Sam.TypeAsync(("Email", person.Email));
            await Sam.ChooseAsync("Role", role);
            await Sam.PressAsync("Give the role", "People on the staff");
            await Sam.SeeAsync("an invitation is on its way");
        }
    }

    private async Task TheStaffJoinAsync()
    {
        foreach (var person in new[] { Aino, Finn, Pia })
        {
            await person.OpenLetterAsync("/account/invitation/", "Join the staff");
            await person.JoinStaffAsync("Make my account");
            await person.SeeAsync($"Hello {person.Name}.");
        }
    }

    private async Task LenaAppliesForOsloAsync()
    {
        await Lena.OpenAsync(portal.Address, "Good evenings start with a good group.");
        await Lena.SignUpAsync();
        await Lena.FollowAsync("Find a group", "Find your group");
        await Lena.FollowAsync("Start one", "Start a group");
        await Lena.TypeAsync(("Name of the group", Group), ("City", "Oslo, Norway"));
        await Lena.ChooseAsync("Language of the meetups", "en");
        await Lena.PressAsync("Save and go on", "What and with whom");
        await Lena.TypeAsync(
            ("What the group is about", "Dashboards and reports"), ("Why here, why now", "Twenty of us meet in corridors and would rather meet in a room."),
            ("First meetup, about", portal.Clock.Now.AddDays(28).ToString("yyyy-MM-dd", null)), ("Name of your co-organizer", "Max"), ("Email of your co-organizer", Max.Email));
        await Lena.PressAsync("Save and go on", "Check your answers");
        await Lena.TickAsync("We accept the code of conduct, for the group and everybody who organizes it");
        await Lena.PressAsync("Send the application", "Thank you! It is sent.");
        await Lena.SeeAsync("Max gets a letter and says yes or no");
        await Lena.FollowAsync("See how it stands", Group);
    }

    private async Task MaxSaysYesAsync()
    {
        await Max.OpenLetterAsync("/invitations/", $"Lena asks you to help run {Group}");
        await Max.FollowAsync("I have no account yet", "Make an account");
        await Max.FillInSignUpAsync();
        await Max.OpenLetterAsync("/invitations/", $"Lena asks you to help run {Group}");
        await Max.PressAsync("Yes, I am in", Group);
    }

    private async Task AinoApprovesTheGroupAsync()
    {
        await Aino.TurnToAsync("Desk", "Staff desk");
        await Aino.SeeAsync("1 application to decide");
        await Aino.FollowAsync("Groups", "Groups");
        await Aino.FollowAsync(Group, Group);
        foreach (var met in await Aino.Visitor.Main.GetByLabel("Met", new() { Exact = true }).AllAsync())
            await met.CheckAsync();
        await Aino.PressAsync("Save the criteria", Group);
        await Aino.PressAsync("Approve", Group);
    }

    private async Task FinnSetsUpABudgetAsync()
    {
        await Finn.FollowAsync("Budgets", "Budgets");
        await Finn.FollowAsync("Set one up", "Budgets");
        await Finn.ChooseAsync("Region", "europe");
        await Finn.TypeAsync(("How much", "1000"));
        await Finn.PressAsync("Set it up", "Budgets");
        await Finn.SeeAsync("1,000.00 USD");
    }

    private async Task PiaFillsTheShelfAsync()
    {
        await Pia.FollowAsync("Swag", "Swag");
        await Pia.FollowAsync("Add a thing", "Add a thing");
        await Pia.TypeAsync(("Name", "Sticker sheet"), ("Value of one piece", "0.40"), ("Pieces for a hundred people", "100"));
        await Pia.PressAsync("Add it", "Sticker sheet");
        await Pia.TypeAsync(("Pieces", "200"));
        await Pia.PressAsync("Book the delivery", "Sticker sheet");
        await Pia.SeeAsync("200 on the shelf");
        var keys = portal.Write("keys.csv", "product,key,seats\nFull edition,OSLO-0001-7919,5\nFull edition,OSLO-0002-5838,5\n");
        Assert.StartsWith("2 keys imported", await portal.CommandAsync("import", "keys", keys), StringComparison.Ordinal);
    }
}
