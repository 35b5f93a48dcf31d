using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;

namespace UserGroups.Announcements;

/// <summary>What a person agreed to get, and what they got.</summary>
public sealed class AnnouncementsPersonData(AppDbContext db) : IPersonData
{
    public string Part => "Mail wishes";

    public async Task<object> ExportAsync(LeavingPerson person, CancellationToken cancel) => new ExportedWishes(
        await db.Consents.AsNoTracking().Where(c => c.PersonId == person.Id).OrderBy(c => c.Id)
            .Select(c => new ExportedConsent(c.Purpose.ToString(), db.Chapters.Where(h => h.Id == c.ChapterId).Select(h => h.Name).FirstOrDefault(), c.Where, c.WordingVersion, c.Proof, c.GivenAt, c.WithdrawnAt, c.WithdrawnBy))
            .ToListAsync(cancel),
        await db.Deliveries.AsNoTracking().Where(d => d.PersonId == person.Id).OrderBy(d => d.Id)
            .Join(db.Announcements, d => d.AnnouncementId, a => a.Id, (d, a) => new ExportedDelivery(a.Chapter.Name, a.Subject, a.SentAt, d.Address)).ToListAsync(cancel));

    public async Task ForgetAsync(LeavingPerson person, DateTime now, CancellationToken cancel)
    {
        await db.Consents.Where(c => c.PersonId == person.Id && c.WithdrawnAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnAt, now).SetProperty(c => c.WithdrawnBy, "account deleted"), cancel);
        await db.Deliveries.Where(d => d.PersonId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Address, d => "gone-" + d.Id), cancel);
    }
}

public sealed record ExportedWishes(IReadOnlyList<ExportedConsent> Consents, IReadOnlyList<ExportedDelivery> Letters);

public sealed record ExportedConsent(string Purpose, string? Group, string Where, string Wording, string Proof, DateTime Given, DateTime? Withdrawn, string? How);

public sealed record ExportedDelivery(string Group, string Subject, DateTime? Sent, string Address);
