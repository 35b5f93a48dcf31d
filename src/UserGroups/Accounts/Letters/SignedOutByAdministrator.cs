using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>An Administrator ended somebody's sessions; the person should not have to guess why a page asks for the password.</summary>
/// <param name="At">When (UTC).</param>
public sealed record SignedOutByAdministrator(string ToAddress, string ToName, SiteAddress Site, DateTime At) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"You were signed out at {Site.Name}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        an Administrator signed out every browser of your account on {At:d MMMM yyyy} at {At:HH:mm} UTC. That is done when a machine was lost, or when somebody else may have been in your account. Your account and everything in it stay as they are; sign in as always.

        If you do not know why, [choose a new password]({Site.Link("/account/reset")}) and look at [what protects your account]({Site.Link("/account/security")}), or answer this letter and ask.
        """;
}
