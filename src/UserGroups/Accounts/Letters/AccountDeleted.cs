using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>The last letter to a deleted account.</summary>
public sealed record AccountDeleted(string ToAddress, string ToName, SiteAddress Site) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Your account at {Site.Name} is deleted";

    public override string Body => $"""
        Hello {Quote(ToName)},

        your account at {Quote(Site.Name)} is deleted. Your name, your address, your password and your passkeys are gone; what you decided or organised stays, without your name on it. It cannot be undone.

        You are welcome back at any time with a new account.

        [Make an account]({Site.Link("/account/sign-up")})

        If it was not you who deleted it, answer this letter; a person will read it.
        """;
}
