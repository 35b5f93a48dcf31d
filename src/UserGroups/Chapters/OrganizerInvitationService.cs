using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>How somebody becomes an organizer: invited by mail, says yes.</summary>
public sealed class OrganizerInvitationService(AppDbContext db, VacancyService vacancies, PostOffice post, SiteAddress site, TimeProvider time)
{
    private const string Already = "This person organizes the group already.";

    /// <summary>Most open invitations of a chapter at a time: a group of organizers, not a mailing.</summary>
    public const int MostOpen = 10;

    /// <summary>Invites by mail. Inviting the same address again takes the first invitation back.</summary>
    public Task InviteAsync(long personId, long chapterId, string? name, string? email, OrganizerRole role, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var chapter = await db.Chapters.SingleAsync(c => c.Id == chapterId, token);
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                var now = time.Now();
                if (await db.OrganizerInvitations.CountAsync(i => i.ChapterId == chapterId && i.EndedAt == null && i.ExpiresAt > now, token) >= MostOpen)
                    throw new RuleException($"{MostOpen} invitations are open already. Wait for an answer, or take one back.");
                await AddAsync(chapter, person, name, email, role, now, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>What an invitation says, while it can be answered; also to whoever accepted it.</summary>
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken cancel = default)
    {
        var (hash, now) = (Token.HashOf(token), time.Now());
        return await db.OrganizerInvitations.AsNoTracking().Where(i => i.TokenHash == hash && i.EndedAt == null && i.ExpiresAt > now)
            .Select(i => new OpenInvitation(i.Name, i.Role, i.Chapter.Name, i.Chapter.CityName, i.Chapter.CountryCode, i.Chapter.State, i.InvitedBy.Name, i.Chapter.Why, i.ExpiresAt))
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Says yes. A second press of the same person changes nothing.</summary>
    /// <returns>The chapter.</returns>
    /// <exception cref="RuleException">The invitation is gone, or the person organizes the group already.</exception>
    public async Task<(long Id, string Slug, ChapterState State)> AcceptAsync(string token, long personId, CancellationToken cancel = default)
    {
        var hash = Token.HashOf(token);
        try
        {
            return await db.InTransactionAsync(
                async inner =>
                {
                    var invitation = await db.OrganizerInvitations.Include(i => i.Chapter).Include(i => i.InvitedBy).SingleOrDefaultAsync(i => i.TokenHash == hash, inner)
                        ?? throw new RuleException(OrganizerInvitation.Gone);
                    var chapter = invitation.Chapter;
                    if (invitation.AcceptedById == personId)
                        return (chapter.Id, chapter.Slug, chapter.State);
                    if (chapter.State is ChapterState.Declined or ChapterState.Retired)
                        throw new RuleException($"This group is {ChapterFlow.Word(chapter.State)}; nothing is left to organize.");
                    if (await db.Organizers.AnyAsync(o => o.ChapterId == chapter.Id && o.PersonId == personId, inner))
                        throw new RuleException("You organize this group already. The invitation is for somebody else.");
                    var now = time.Now();
                    invitation.Accept(personId, now);
                    db.Organizers.Add(new Organizer(chapter, personId, invitation.Role, now));
                    if (invitation.Role != OrganizerRole.Host)
                        await vacancies.EndAsync(chapter.Id, inner);
                    db.History.Add(new HistoryEntry(now, personId, "organizer.joined", chapter, new { Person = personId, Role = invitation.Role.ToString() }));
                    var name = await db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync(inner);
                    Tell(invitation, name, accepted: true);
                    await db.SaveChangesAsync(inner);
                    return (chapter.Id, chapter.Slug, chapter.State);
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(Already);
        }
    }

    /// <summary>Says no; whoever holds the letter may, with or without an account.</summary>
    public Task DeclineAsync(string token, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async inner =>
            {
                var hash = Token.HashOf(token);
                var invitation = await db.OrganizerInvitations.Include(i => i.Chapter).Include(i => i.InvitedBy).SingleOrDefaultAsync(i => i.TokenHash == hash, inner)
                    ?? throw new RuleException(OrganizerInvitation.Gone);
                var now = time.Now();
                invitation.Decline(now);
                var chapter = invitation.Chapter;
                db.History.Add(new HistoryEntry(now, null, "organizer.invitation-declined", chapter, new { Invitation = invitation.Id, Role = invitation.Role.ToString() }));
                Tell(invitation, invitation.Name, accepted: false);
                await db.SaveChangesAsync(inner);
            },
            cancel);

    /// <summary>Takes an open invitation back; one that was answered stays answered.</summary>
    public Task WithdrawAsync(long personId, long chapterId, long invitationId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var invitation = await db.OrganizerInvitations.Include(i => i.Chapter).SingleOrDefaultAsync(i => i.Id == invitationId && i.ChapterId == chapterId, token);
                if (invitation is null || invitation.EndedAt is not null)
                    return;
                var now = time.Now();
                invitation.Withdraw(now);
                db.History.Add(new HistoryEntry(now, personId, "organizer.invitation-withdrawn", invitation.Chapter, new { Invitation = invitation.Id }));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>The co-organizer named in an application; asked again only when somebody else is named. The caller saves.</summary>
    internal async Task InviteCoOrganizerAsync(Chapter chapter, Person applicant, CancellationToken cancel)
    {
        var now = time.Now();
        var wanted = Person.Normalise(chapter.CoOrganizerEmail);
        var invited = await db.OrganizerInvitations.Where(i => i.ChapterId == chapter.Id).ToListAsync(cancel);
        if (invited.Exists(i => i.NormalizedEmail == wanted && (i.IsOpen(now) || i.Answer == InvitationAnswer.Accepted)))
            return;
        foreach (var other in invited)
            other.Withdraw(now);
        await AddAsync(chapter, applicant, chapter.CoOrganizerName, chapter.CoOrganizerEmail, OrganizerRole.CoOrganizer, now, cancel);
    }

    private void Tell(OrganizerInvitation invitation, string name, bool accepted)
    {
        // Who invited may have deleted their account since.
        if (invitation.InvitedBy.Email is string email)
            post.Send(new InvitationAnswered(email, invitation.InvitedBy.Name, site, invitation.ChapterId, invitation.Chapter.Slug, invitation.Chapter.Name, name, invitation.Role, accepted, invitation.Chapter.IsPublic));
    }

    private async Task AddAsync(Chapter chapter, Person inviter, string? name, string? email, OrganizerRole role, DateTime now, CancellationToken cancel)
    {
        var key = Token.New();
        var invitation = new OrganizerInvitation(chapter, name ?? "", email ?? "", role, inviter.Id, key.Hash, now);
        if (await db.Organizers.AnyAsync(o => o.ChapterId == chapter.Id && o.Person.NormalizedEmail == invitation.NormalizedEmail, cancel))
            throw new RuleException(Already, "Email");
        // Two saves in one transaction: the address must be free in its index before the new invitation takes it.
        var before = await db.OrganizerInvitations.Where(i => i.ChapterId == chapter.Id && i.NormalizedEmail == invitation.NormalizedEmail && i.EndedAt == null).ToListAsync(cancel);
        foreach (var old in before)
            old.Withdraw(now);
        if (before.Count > 0)
            await db.SaveChangesAsync(cancel);
        db.OrganizerInvitations.Add(invitation);
        db.History.Add(new HistoryEntry(now, inviter.Id, "organizer.invited", chapter, new { Role = role.ToString() }));
        post.Send(new InvitedToOrganize(invitation.Email, invitation.Name, site, chapter.Name, chapter.Place, inviter.Name, role, key.Text));
    }
}

/// <summary>An invitation as its page shows it.</summary>
public sealed record OpenInvitation(
    string Name, OrganizerRole Role, string ChapterName, string CityName, string CountryCode, ChapterState State, string InvitedBy, string Why, DateTime ExpiresAt)
{
    public string Place => Chapter.PlaceOf(CityName, CountryCode);
}
