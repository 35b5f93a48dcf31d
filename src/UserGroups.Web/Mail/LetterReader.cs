using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Writing;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Mail;

/// <summary>Reads one letter of the outbox, as its row and as its receiver has it.</summary>
public sealed class LetterReader(AppDbContext db, SettingsSnapshot settings, SiteAddress site)
{
    public Task<OutboxMessage> FindAsync(long id, CancellationToken cancel) =>
        db.Outbox.AsNoTracking().Include(m => m.Attachments).SingleOrDefaultAsync(m => m.Id == id, cancel).OrNotFound();

    /// <summary>The page of one letter for this person.</summary>
    /// <exception cref="RefusedException">There is none of this number.</exception>
    public async Task<LetterView> ShowAsync(Viewer viewer, long id, CancellationToken cancel)
    {
        var letter = await FindAsync(id, cancel);
        var stop = await db.SuppressedAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.Address == letter.ToKey, cancel);
        var page = MailAccess.CanReadLetter(viewer, letter.Lane) && letter.Body.Length > 0 ? await ReadAsync(letter, cancel) : null;
        return new LetterView(letter, page?.Text, stop, MailAccess.CanCancel(viewer), MailAccess.CanRelease(viewer));
    }

    public async Task<LetterPage> ReadAsync(OutboxMessage letter, CancellationToken cancel) =>
        LetterPage.From(letter.Subject, letter.Body, letter.Why, letter.UnsubscribePage, await StationeryAsync(cancel));

    public async Task<Stationery> StationeryAsync(CancellationToken cancel) => Stationery.From(await settings.CurrentAsync(cancel), site);
}
