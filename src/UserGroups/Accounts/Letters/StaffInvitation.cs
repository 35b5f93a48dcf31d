using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>A staff role waits for somebody who has no account yet.</summary>
/// <param name="InvitedBy">Name of the Administrator who invites; null when it was done on the server.</param>
/// <param name="RoleWords">The role in words, such as "finance, in Europe".</param>
public sealed record StaffInvitation(string ToAddress, SiteAddress Site, string? InvitedBy, string RoleWords, string Token) : Letter(ToAddress, ToAddress)
{
    public override MailLane Lane => MailLane.System;

    // A colleague's name is believed; an invitation of nobody's looks like a trick.
    public override string Subject => InvitedBy is null ? $"You are invited to help run {Site.Name}" : $"{InvitedBy} invites you to help run {Site.Name}";

    public override string Body => $"""
        Hello,

        {(InvitedBy is null ? "an" : $"{Quote(InvitedBy)}, an")} Administrator of {Quote(Site.Name)}{(InvitedBy is null ? "" : ",")} would like you to join the staff: {Quote(RoleWords)}. Make your account here:

        [Make my account]({Site.Link($"/account/invitation/{Token}")})

        The link works once, for 7 days. After the password you will set up a second factor, an app or a passkey, because staff pages hold other people's data.

        If you do not know what this is about, do nothing; the invitation runs out by itself.
        """;
}
