using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>Five wrong passwords or codes; at most one such letter a day.</summary>
public sealed record AccountLocked(string ToAddress, string ToName, SiteAddress Site, VisitOrigin Origin) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Somebody cannot get into your account at {Site.Name}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        five times somebody gave a wrong password or code for your account, the last time with {Quote(Origin.Browser)} from the network {Quote(Origin.Network)}. For five minutes nobody can sign in.

        If it was you: wait five minutes, or [choose a new password]({Site.Link("/account/reset")}).

        If it was not you: nobody got in. [A second factor]({Site.Link("/account/security")}) keeps it that way, even when somebody guesses the password.

        We write this at most once a day, however often it happens.
        """;
}
