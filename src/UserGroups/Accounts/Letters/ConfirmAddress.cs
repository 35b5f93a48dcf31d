using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>To the address typed at sign-up: the account exists once the link is opened and the password typed again.</summary>
/// <param name="ReturnPath">The page of this site that they wanted when they had no account; they land there. Null: their own page.</param>
public sealed record ConfirmAddress(string ToAddress, string ToName, SiteAddress Site, string Token, string? ReturnPath = null) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Confirm your address for {Site.Name}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        somebody, we hope you, asked for an account at {Quote(Site.Name)} with this address. Open this page and type the password you chose:

        [Confirm my address]({Site.Link(Letters.ReturnPath.After($"/account/confirm/{Token}", ReturnPath))})

        The link works once, for 24 hours.

        If it was not you, do nothing: without the password there will be no account, and nobody here keeps your address.
        """;
}
