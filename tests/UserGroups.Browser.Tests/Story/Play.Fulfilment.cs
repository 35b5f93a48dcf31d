namespace UserGroups.Browser.Tests.Story;

/// <summary>Third act: each line of the help arrives.</summary>
public sealed partial class Play
{
    private async Task FinnPaysAsync()
    {
        await Finn.TurnToAsync("Desk", "Staff desk");
        await Finn.SeeAsync("1 payment to record");
        await Finn.FollowAsync("Payments", "Payments");
        await Finn.FollowAsync("The pizza place by the harbour", "Payment to The pizza place by the harbour");
        await Finn.PressAsync("Authorise", "Payment to The pizza place by the harbour");
        await Finn.TypeAsync(("Number", "1001"));
        await Finn.PressAsync("It has been sent", "Payment to The pizza place by the harbour");
        await Finn.PressAsync("It has arrived", "Payment to The pizza place by the harbour");
        await Finn.TurnToAsync("Desk", "Staff desk");
        await Finn.FollowAsync("Budgets", "Budgets");
        await Finn.SeeAsync("880.00 USD");
    }

    private async Task AinoPublishesThePostAsync()
    {
        await Aino.TurnToAsync("Desk", "Staff desk");
        await Aino.SeeAsync("1 post to publish");
        await Aino.FollowAsync("Posts", "Posts");
        await Aino.FollowAsync(Title, Title);
        await Aino.PressAsync("Send to review", Title);
        await Aino.PressAsync("Publish now", Title);
        await Aino.FollowAsync("On the blog", Title);
    }

    private async Task PiaHandsOutTheKeyAsync()
    {
        await Pia.TurnToAsync("Desk", "Staff desk");
        await Pia.SeeAsync("1 licence to hand out", "1 parcel to pack or ship");
        await Pia.FollowAsync("Licences", "Licences");
        await Pia.PressAsync("Hand out a key", "Licences");
        await Pia.SeeAsync("No group waits for a key.", "In force");
    }

    private async Task PiaSendsTheParcelAsync()
    {
        await Pia.TurnToAsync("Desk", "Staff desk");
        await Pia.FollowAsync("Parcels", "Parcels");
        await Pia.FollowAsync(Group, $"Kit for {Group}");
        await Pia.PressAsync("Put it aside", $"Parcel for {Group}");
        await Pia.SeeAsync("Storgata 1", "Sticker sheet");
        await Pia.PressAsync("It is packed and labelled", $"Parcel for {Group}");
        await Pia.TypeAsync(("Carrier", "The post"), ("Tracking number", "RR123456785NO"));
        await Pia.PressAsync("It is on its way", $"Parcel for {Group}");
        await Pia.PressAsync("It has arrived", $"Parcel for {Group}");
    }

    private async Task LenaFindsWhatCameAsync()
    {
        await Lena.OpenLetterAsync("/requests/", Title);
        await Lena.SeeAsync("cheque 1001, paid", "Published on the blog.", "Full edition, 5 seats", "It has arrived.");
        await Lena.FollowAsync("To the key (licence)", $"Licence of {Group}");
        await Lena.PressAsync("Show key", $"Licence of {Group}");
        await Lena.SeeAsync("OSLO-0001-7919");
    }
}
