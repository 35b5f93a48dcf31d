using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>To the owner of an account whose address was typed at sign-up. The page said the same as to a new address.</summary>
public sealed record AddressKnown(string ToAddress, string ToName, SiteAddress Site, string? ReturnPath = null) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"You already have an account at {Site.Name}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        somebody, perhaps you, asked for a new account at {Quote(Site.Name)} with this address. You have one already, so nothing was changed.

        [Sign in]({Site.Link(Letters.ReturnPath.After("/account/sign-in", ReturnPath))})

        Forgot the password? [Choose a new one]({Site.Link("/account/reset")}).

        If it was not you, do nothing. Whoever it was did not learn that you have an account.
        """;
}
