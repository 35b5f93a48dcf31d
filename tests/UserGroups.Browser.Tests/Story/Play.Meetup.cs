using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Story;

/// <summary>Second act: a meetup, its guests, and the help that is asked for.</summary>
public sealed partial class Play
{
    private async Task LenaPlansAMeetupAsync()
    {
        await Lena.OpenLetterAsync("/lead/", Group);
        await Lena.SeeAsync("Set the next date.");
        await Lena.FollowAsync("Plan a meetup", "A new event");
        // A title and a room: all else is filled in.
        await Lena.TypeAsync(("Title", Title), ("Where", "The library, room 2"));
        await Lena.PressAsync("Save the draft", Title);
        await Lena.SeeAsync("A draft");
        await Lena.PressAsync("Publish", Title);
    }

    private async Task IdaAnswersWithoutAnAccountAsync()
    {
        await Ida.OpenAsync(portal.Address, "Good evenings start with a good group.");
        await Ida.FollowAsync(Title, Title);
        await Ida.TypeAsync(("Name", "Ida"), ("Email", Ida.Email));
        await Ida.PressAsync("Keep a seat for me", "Look into your mail");
        await Ida.OpenLetterAsync("/rsvp/", Title);
        await Ida.PressAsync("Keep a seat for me", Title);
        await Ida.SeeAsync("You have a seat");
    }

    private async Task MaxJoinsAndAnswersAsync()
    {
        await Max.TurnToAsync("Groups", "Find your group");
        await Max.FollowAsync(Group, Group);
        await Max.Visitor.Main.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await Max.PressAsync("Join this group", Group);
        await Max.FollowAsync(Title, Title);
        await Max.PressAsync("Keep a seat for me", Title);
        await Max.TurnToAsync("My page", "My page");
        await Max.SeeAsync("You have a seat");
    }

    private async Task LenaAsksForHelpAsync()
    {
        await Lena.TurnToAsync("Organize", Group);
        await Lena.SeeAsync($"Ask for help with {Title}.");
        await Lena.FollowAsync("Ask", $"Ask for help with {Title}");
        await Lena.TypeAsync(("How many people do you expect?", "20"), ("What is the help for?", "Pizza for those who stay."), ("Stipend", "200"));
        await Lena.TickAsync("Write about it in the vendor’s blog");
        await Lena.TypeAsync(
            ("What the post should say", "An evening about dashboards."), ("Licence seats", "5"), ("What the licence is for", "Shown on the big screen."), ("Kits of swag", "20"));
        await Lena.PressAsync("Check your answers", "Check your answers");
        await Lena.SeeAsync("200.00 USD", "A blog post", "5 seats", "20 kits", "10.00 USD × 20 people = 200.00 USD");
        await Lena.PressAsync("Send the request", "Thank you! It is sent.");
        Reference = ReferenceNumber().Match(await Lena.Visitor.Main.InnerTextAsync()).Value;
        await Lena.FollowAsync("See how it stands", Title);
        await portal.Mail.LetterAsync(Lena.Email, Reference);
    }

    private async Task AinoDecidesAsync()
    {
        await Aino.TurnToAsync("Desk", "Staff desk");
        await Aino.SeeAsync("1 request to decide");
        await Aino.FollowAsync("Requests", "Requests");
        await Aino.FollowAsync(Reference, Title);
        await Aino.TypeAsync(("Stipend granted, in USD", "120"), ("Reason for the stipend", "Enough for twelve; the room is free."));
        await Aino.PressAsync("Decide all lines", Title);
        await Aino.SeeAsync("Waiting for the lead’s answer");
    }

    private async Task LenaAcceptsAsync()
    {
        await Lena.TurnToAsync("Organize", Group);
        await Lena.SeeAsync($"Answer the offer for {Title}.", "Your answer by");
        await Lena.FollowAsync("Look at it", Title);
        await Lena.SeeAsync("120.00 USD", "Enough for twelve; the room is free.");
        await Lena.SeeAsync("Your turn: answer the offer");
        await Lena.PressAsync("Accept the offer", Title);
        await Lena.SeeAsync("Your turn", "Name who is paid · give the address for the parcel", "We do: the blog post, the licence key.");

        await Lena.TurnToAsync("Organize", Group);
        await Lena.SeeAsync("Say who is to be paid", "Say where the parcel");
        await Lena.FollowAsync("Name the payee", "Who is to be paid?");
        await Lena.TypeAsync(("Name of the payee", "The pizza place by the harbour"), ("Postal address", "Havnegata 1\n0150 Oslo\nNorway"));
        await Lena.PressAsync("Save the payee", Title);
        await Lena.FollowAsync("Give the address (swag)", "Where does the parcel go?");
        await Lena.TypeAsync(("Who takes the parcel", "Lena"), ("Street and number", "Storgata 1"), ("Postcode", "0155"), ("City", "Oslo"), ("Phone", "+47 22 00 00 00"));
        await Lena.ChooseAsync("Country", "NO");
        await Lena.PressAsync("Save the address", Title);
        await Lena.SeeAsync("120.00 USD to The pizza place by the harbour: waits to be authorised.", "The address is known; we pack it.");
    }
}
