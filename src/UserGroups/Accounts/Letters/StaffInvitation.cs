using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>A staff role waits for somebody who has no account yet.</summary>
/// <param name="RoleWords">The role in words, such as "finance, in Europe".</param>
public sealed record StaffInvitation(string ToAddress, SiteAddress Site, string RoleWords, string Token) : Letter(ToAddress, ToAddress)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"You are invited to help run {Site.Name}";

    public override string Body => $"""
        Hello,

        an Administrator of {Quote(Site.Name)} would like you to join the staff: {Quote(RoleWords)}. Make your account here:

        [Make my account]({Site.Link($"/account/invitation/{Token}")})

        The link works once, for 7 days. After the password you will set up a second factor, an app or a passkey, because staff pages hold other people's data.

        If you do not know what this is about, do nothing; the invitation runs out by itself.
        """;
}
