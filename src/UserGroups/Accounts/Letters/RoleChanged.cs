using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>A staff role was given or taken.</summary>
/// <param name="RoleWords">The role in words, such as "finance, in Europe".</param>
/// <param name="Granted">True when given.</param>
public sealed record RoleChanged(string ToAddress, string ToName, SiteAddress Site, string RoleWords, bool Granted) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => Granted ? $"You have a new role at {Site.Name}" : $"One of your roles at {Site.Name} has ended";

    public override string Body => Granted
        ? $"""
            Hello {Quote(ToName)},

            an Administrator gave you a staff role at {Quote(Site.Name)}: {Quote(RoleWords)}. It works from your next click.

            Staff pages open only after a second factor, an app or a passkey. If you have none, set one up now.

            [Set up a second factor]({Site.Link("/account/security")})
            """
        : $"""
            Hello {Quote(ToName)},

            an Administrator ended one of your staff roles at {Quote(Site.Name)}: {Quote(RoleWords)}. Your account and everything else stay as they are. If this surprises you, answer this letter.
            """;
}
