using UserGroups.Shared;

namespace UserGroups.Browser.Tests.Story;

/// <summary>Last act: the evening itself, and what is told of it.</summary>
public sealed partial class Play
{
    private async Task TheEveningComesAsync()
    {
        var (moment, _) = LocalTime.Resolve(DateOnly.FromDateTime(portal.Clock.Now.UtcDateTime).AddDays(27), new TimeOnly(18, 30), "Europe/Oslo");
        var begins = new DateTimeOffset(moment, TimeSpan.Zero);
        await portal.PassAsync(begins.AddHours(-47));
        await portal.Mail.LetterAsync(Ida.Email, "give");
        await portal.PassAsync(begins.AddMinutes(10));
    }

    private async Task LenaChecksPeopleInAsync()
    {
        await Lena.TurnToAsync("Organize", Group);
        await Lena.FollowAsync("Check people in", "Check in");
        await Lena.SeeAsync("0 of 2 are here.");
        await Lena.PressAsync("Is here: Ida", "Check in");
        await Lena.PressAsync("Is here: Max", "Check in");
        await Lena.TypeAsync(("Name", "Somebody from next door"));
        await Lena.PressAsync("Give a seat and check in", "Check in");
        await Lena.SeeAsync("3 of 3 are here.");
    }

    private async Task LenaReportsAsync()
    {
        await portal.PassAsync(portal.Clock.Now.AddHours(16));
        await Lena.TurnToAsync("Organize", Group);
        await Lena.SeeAsync("Set the next date.", $"Send the report on {Title}.");
        await Lena.FollowAsync("Write it", $"How was {Title}?");
        await Lena.SeeAsync("Your check-in counted 3.");
        await Lena.TypeAsync(("What worked, and what did not?", "Everybody showed one. Next time we bring a bigger screen."), ("Money spent of the stipend", "112.50"), ("What was it spent on?", "Pizza for twelve"));
        await Lena.PressAsync("Send the report", Title);
    }

    private async Task AinoClosesTheRequestAsync()
    {
        await Aino.TurnToAsync("Desk", "Staff desk");
        await Aino.SeeAsync("1 report to read");
        await Aino.FollowAsync("Requests", "Requests");
        await Aino.FollowAsync("Reports (1)", "Requests");
        await Aino.FollowAsync(Reference, Title);
        await Aino.SeeAsync("Everybody showed one.", "112.50");
        await Aino.PressAsync("Close the request", Title);
        await Aino.SeeAsync("Closed");
    }

    /// <summary>Nothing waits for anybody any more, and the group has a next thing to do.</summary>
    private async Task EverybodyIsDoneAsync()
    {
        await portal.Mail.LetterAsync(Lena.Email, "closed");
        await Lena.TurnToAsync("My page", "My page");
        await Lena.SeeAsync(Reference, "Closed");
        foreach (var person in new[] { Aino, Finn, Pia })
        {
            await person.TurnToAsync("Desk", "Staff desk");
            Assert.Equal(0, await person.Visitor.Main.Locator(".badge").CountAsync());
        }
    }
}
