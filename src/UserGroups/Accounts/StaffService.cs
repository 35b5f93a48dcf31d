using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Who is on the staff. Called by the Administrator's pages and by the command <c>staff add</c>, which has no actor.</summary>
public sealed class StaffService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time)
{
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    private const string Has = "The person has this role already.";

    /// <summary>Gives a role to the account with the address; when there is none, sends an invitation and the role waits.</summary>
    /// <returns>True when the role works now, false when an invitation went out.</returns>
    /// <exception cref="RuleException">Not an address, not a region, or the role is there already.</exception>
    public async Task<bool> AddAsync(string? email, StaffRole role, string? region, long? actorId = null, CancellationToken cancel = default)
    {
        var address = Require(email, role, region);
        var normalized = Person.Normalise(address);
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    var person = await db.People.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized && p.DeletedAt == null, token);
                    if (person is not null)
                        await GrantAsync(person, role, region, actorId, token);
                    else
                        await InviteAsync(address, role, region, actorId, token);
                    await db.SaveChangesAsync(token);
                    return person is not null;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(Has, "Role");
        }
    }

    /// <summary>Asks, and does nothing: could such a role be given to such an address? What could not be read breaks no rule.</summary>
    /// <returns>The address, trimmed.</returns>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    public static string Require(string? email, StaffRole? role, string? region)
    {
        var broken = new BrokenRules();
        var address = broken.Try(() => Person.CheckedEmail(email));
        if (role is StaffRole chosen)
            broken.Try(() => RoleGrant.CheckRegion(chosen, region));
        broken.Throw();
        return address!;
    }

    /// <summary>Gives a role to somebody who has an account.</summary>
    /// <exception cref="RuleException">The person is gone, or has the role already.</exception>
    public async Task GrantAsync(long personId, StaffRole role, string? region, long? actorId, CancellationToken cancel = default)
    {
        try
        {
            await db.InTransactionAsync(
                async token =>
                {
                    var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId && p.DeletedAt == null, token) ?? throw new RuleException("This account was deleted.");
                    await GrantAsync(person, role, region, actorId, token);
                    await db.SaveChangesAsync(token);
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(Has, "Role");
        }
    }

    /// <summary>Takes a role; it stops working at the person's next request.</summary>
    /// <returns>False when there never was such a role of this person; true also when it was taken before, by the same button pressed twice.</returns>
    /// <exception cref="RuleException">It is the actor's own or the last Administrator's.</exception>
    public Task<bool> RevokeAsync(long personId, long grantId, long? actorId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var grant = await db.RoleGrants.Include(g => g.Person).SingleOrDefaultAsync(g => g.Id == grantId && g.PersonId == personId, token);
                if (grant is null)
                    return await WasRevokedAsync(personId, grantId, token);
                // Another Administrator must do it: one person alone cannot step down by a slip, nor be talked into it.
                if (grant.Role == StaffRole.Administrator && personId == actorId)
                    throw new RuleException("Nobody ends their own Administrator role; ask another Administrator.");
                if (grant.Role == StaffRole.Administrator)
                    await RefuseLastAdministratorAsync(db, personId, token);
                db.RoleGrants.Remove(grant);
                db.History.Add(new HistoryEntry(time.Now(), actorId, "role.revoked", grant, new { Person = personId, Role = grant.Role.ToString(), grant.Region }));
                post.Send(new RoleChanged(grant.Person.Email!, grant.Person.Name, site, RoleWords.Of(grant.Role, grant.Region), Granted: false));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);

    /// <summary>Withdraws an invitation; its link stops working. One that has ended stays as it ended.</summary>
    /// <returns>False when there never was one with this number.</returns>
    public Task<bool> WithdrawAsync(long invitationId, long? actorId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Id == invitationId, token);
                if (invitation is null or { EndedAt: not null })
                    return invitation is not null;
                invitation.End(time.Now());
                db.History.Add(new HistoryEntry(time.Now(), actorId, "invitation.withdrawn", invitation));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);

    /// <summary>The invitation a link belongs to, while it works.</summary>
    public Task<Invitation?> FindInvitationAsync(string token, CancellationToken cancel = default) =>
        db.OneTimeLinks.AsNoTracking().Open(LinkPurpose.Invitation, token, time.Now()).Where(l => l.Invitation!.EndedAt == null).Select(l => l.Invitation).SingleOrDefaultAsync(cancel);

    /// <exception cref="RuleException">The person is the only Administrator.</exception>
    internal static async Task RefuseLastAdministratorAsync(AppDbContext db, long personId, CancellationToken cancel)
    {
        var isAdministrator = await db.RoleGrants.AnyAsync(g => g.PersonId == personId && g.Role == StaffRole.Administrator, cancel);
        if (isAdministrator && !await db.RoleGrants.AnyAsync(g => g.PersonId != personId && g.Role == StaffRole.Administrator, cancel))
            throw new RuleException("This is the last Administrator. Make somebody else Administrator first, so that the portal is never without one.");
    }

    // The row is gone; the history knows whose it was.
    private async Task<bool> WasRevokedAsync(long personId, long grantId, CancellationToken cancel)
    {
        var mark = $"\"Person\":{personId.ToString(System.Globalization.CultureInfo.InvariantCulture)},";
        return await db.History.AnyAsync(h => h.SubjectType == nameof(RoleGrant) && h.SubjectId == grantId && h.Action == "role.revoked" && h.Details.Contains(mark), cancel);
    }

    private async Task GrantAsync(Person person, StaffRole role, string? region, long? actorId, CancellationToken cancel)
    {
        if (await db.RoleGrants.AnyAsync(g => g.PersonId == person.Id && g.Role == role && g.Region == region, cancel))
            throw new RuleException(Has, "Role");
        var grant = new RoleGrant(person, role, region, time.Now());
        db.RoleGrants.Add(grant);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "role.granted", grant, new { Person = person.Id, Role = role.ToString(), Region = region }));
        post.Send(new RoleChanged(person.Email!, person.Name, site, RoleWords.Of(role, region), Granted: true));
    }

    private async Task InviteAsync(string address, StaffRole role, string? region, long? actorId, CancellationToken cancel)
    {
        var normalized = Person.Normalise(address);
        var now = time.Now();
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.NormalizedEmail == normalized && i.Role == role && i.Region == region && i.EndedAt == null, cancel);
        if (invitation is null)
        {
            db.Invitations.Add(invitation = new Invitation(address, role, region, now));
            db.History.Add(new HistoryEntry(now, actorId, "role.invited", invitation, new { Role = role.ToString(), Region = region }));
        }

        // Inviting again sends a new link; the old one works until it runs out.
        var link = Token.New();
        db.OneTimeLinks.Add(new OneTimeLink(LinkPurpose.Invitation, link.Hash, now, InvitationLifetime) { Invitation = invitation });
        var by = await db.People.Where(p => p.Id == actorId).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        post.Send(new StaffInvitation(address, site, by, RoleWords.Of(role, region), link.Text));
    }
}
