using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Takes up an invitation to the staff.</summary>
public sealed class InvitationService(StaffService staff, SignUpService signUps, Passwords passwords)
{
    /// <summary>Makes the account with the role that waits, and signs in.</summary>
    /// <exception cref="RuleException">The link is gone, something typed is refused, or the address has an account by now.</exception>
    public async Task<OpenedSession> AcceptAsync(string token, string? name, string? password, VisitOrigin origin, long? before, CancellationToken cancel = default)
    {
        var invitation = await staff.FindInvitationAsync(token, cancel) ?? throw new RuleException(OneTimeLinks.Gone);
        var typed = signUps.Require(name, invitation.Email, password);
        return await signUps.MakeAsync(LinkPurpose.Invitation, token, typed.Name, invitation.Email, passwords.Hash(password!), origin, before, cancel);
    }
}
