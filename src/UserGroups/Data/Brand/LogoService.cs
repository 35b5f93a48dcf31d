using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>Replaces and removes the vendor's logo.</summary>
public sealed class LogoService(AppDbContext db, SettingsSnapshot snapshot, TimeProvider time)
{
    /// <param name="content">The file.</param>
    /// <exception cref="RuleException">No picture that can be shown safely.</exception>
    public Task ReplaceAsync(long actorId, byte[] content, CancellationToken cancel = default) => SetAsync(actorId, new Logo(content), cancel);

    public Task RemoveAsync(long actorId, CancellationToken cancel = default) => SetAsync(actorId, null, cancel);

    /// <summary>The logo in force, or null.</summary>
    public Task<Logo?> FindAsync(CancellationToken cancel = default) =>
        db.Set<Logo>().AsNoTracking().Where(l => db.Set<SettingValue>().Any(s => s.Key == BrandSettings.LogoHash.Key && s.Value == l.Hash)).SingleOrDefaultAsync(cancel);

    private async Task SetAsync(long actorId, Logo? logo, CancellationToken cancel)
    {
        await db.InTransactionAsync(
            async token =>
            {
                var value = await db.Set<SettingValue>().SingleOrDefaultAsync(s => s.Key == BrandSettings.LogoHash.Key, token);
                if (value is null)
                    db.Add(value = new SettingValue(BrandSettings.LogoHash.Key, ""));
                var before = value.Value;
                if (before == (logo?.Hash ?? ""))
                    return;
                if (logo is not null && !await db.Set<Logo>().AnyAsync(l => l.Hash == logo.Hash, token))
                    db.Add(logo);
                value.Change(logo?.Hash ?? "");
                db.AfterCommit(snapshot.Forget);
                db.History.Add(new HistoryEntry(time.Now(), actorId, "setting.changed", value, new { value.Key, Before = before, After = value.Value }));
                await db.SaveChangesAsync(token);
            },
            cancel);
    }
}
