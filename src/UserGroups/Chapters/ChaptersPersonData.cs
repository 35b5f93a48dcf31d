using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>
/// A person's groups and roles. Who leads a group and goes leaves it without a lead, not in silence: its organizers hear of it and may ask for
/// the lead; where nobody is left the community managers do, and the search begins (<see cref="VacancyService"/>).
/// </summary>
public sealed class ChaptersPersonData(AppDbContext db, MembershipService memberships, VacancyService vacancies, PostOffice post, SiteAddress site) : IPersonData
{
    public string Part => "Groups";

    public async Task<object> ExportAsync(LeavingPerson person, CancellationToken cancel) => new ExportedGroups(
        await db.ChapterMembers.AsNoTracking().Where(m => m.PersonId == person.Id).OrderBy(m => m.Id).Select(m => new ExportedMembership(m.Chapter.Name, m.JoinedAt, m.LeftAt)).ToListAsync(cancel),
        await db.Organizers.AsNoTracking().Where(o => o.PersonId == person.Id).OrderBy(o => o.Id).Select(o => new ExportedOrganizer(o.Chapter.Name, o.Role.ToString(), o.Since)).ToListAsync(cancel),
        await db.Chapters.AsNoTracking().Where(c => c.AppliedById == person.Id).OrderBy(c => c.Id).Select(c => new ExportedApplication(c.Name, c.State.ToString(), c.CreatedAt, c.Why)).ToListAsync(cancel),
        await db.NextDateWatches.AsNoTracking().Where(w => person.Normalised.Contains(w.NormalizedEmail)).OrderBy(w => w.Id).Select(w => new ExportedWatch(w.Chapter.Name, w.Email, w.CreatedAt, w.EndedAt)).ToListAsync(cancel));

    public async Task ForgetAsync(LeavingPerson person, DateTime now, CancellationToken cancel)
    {
        foreach (var chapterId in await db.ChapterMembers.Where(m => m.PersonId == person.Id && m.LeftAt == null).Select(m => m.ChapterId).ToListAsync(cancel))
            await memberships.LeaveAsync(person.Id, chapterId, cancel);
        foreach (var open in await db.HandOvers.Where(h => (h.ToId == person.Id || h.FromId == person.Id) && h.EndedAt == null).ToListAsync(cancel))
            open.End(accepted: false, now);
        foreach (var role in await db.Organizers.Include(o => o.Chapter).Where(o => o.PersonId == person.Id).ToListAsync(cancel))
            await StepDownAsync(role, now, cancel);
        foreach (var invited in await db.OrganizerInvitations.Where(i => person.Normalised.Contains(i.NormalizedEmail)).ToListAsync(cancel))
            invited.Forget(now);
        await db.SaveChangesAsync(cancel);
        await db.NextDateWatches.Where(w => person.Normalised.Contains(w.NormalizedEmail)).ExecuteDeleteAsync(cancel);
        await db.Chapters.Where(c => person.Addresses.Contains(c.CoOrganizerEmail)).ExecuteUpdateAsync(set => set.SetProperty(c => c.CoOrganizerEmail, "").SetProperty(c => c.CoOrganizerName, ""), cancel);
    }

    private async Task StepDownAsync(Organizer role, DateTime now, CancellationToken cancel)
    {
        db.Organizers.Remove(role);
        var chapter = role.Chapter;
        db.History.Add(new HistoryEntry(now, null, role.Role == OrganizerRole.Lead ? "lead.gone" : "organizer.left", chapter, new { Person = role.PersonId, Role = role.Role.ToString() }));
        await db.SaveChangesAsync(cancel);
        await vacancies.LookAsync(chapter, cancel);
        if (role.Role != OrganizerRole.Lead || chapter.State is not (ChapterState.Active or ChapterState.Dormant) || chapter.IsTest)
            return;
        foreach (var to in await db.OrganizersOfAsync(chapter.Id, cancel))
            post.Send(new LeadGone(to.Email, to.Name, site, chapter.Slug, chapter.Name));
    }
}

public sealed record ExportedGroups(
    IReadOnlyList<ExportedMembership> Memberships, IReadOnlyList<ExportedOrganizer> Roles, IReadOnlyList<ExportedApplication> Applications, IReadOnlyList<ExportedWatch> Watches);

public sealed record ExportedMembership(string Group, DateTime Joined, DateTime? Left);

public sealed record ExportedOrganizer(string Group, string Role, DateTime Since);

public sealed record ExportedApplication(string Group, string State, DateTime Begun, string Why);

public sealed record ExportedWatch(string Group, string Email, DateTime Asked, DateTime? Ended);
