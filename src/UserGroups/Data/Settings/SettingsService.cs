using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>A setting with what is in force.</summary>
/// <param name="Setting">Its declaration.</param>
/// <param name="Value">The text in force.</param>
/// <param name="Version">Raised with each change; 0 while the default is in force for the first time.</param>
public sealed record SettingInForce(Setting Setting, string Value, int Version)
{
    public bool IsDefault => Value == Setting.DefaultText;
}

/// <summary>Reads and changes settings; every change is in the history with before and after.</summary>
public sealed class SettingsService(AppDbContext db, IEnumerable<Setting> catalogue, SettingsSnapshot snapshot, TimeProvider time)
{
    public async Task<IReadOnlyList<SettingInForce>> ListAsync(CancellationToken cancel = default)
    {
        var stored = await db.Set<SettingValue>().AsNoTracking().ToDictionaryAsync(s => s.Key, cancel);
        return [.. catalogue.Select(s => InForce(s, stored.GetValueOrDefault(s.Key)))];
    }

    public async Task<SettingInForce?> FindAsync(string key, CancellationToken cancel = default)
    {
        var setting = catalogue.FirstOrDefault(s => s.Key == key);
        if (setting is null)
            return null;
        return InForce(setting, await db.Set<SettingValue>().AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, cancel));
    }

    /// <summary>Stores a new value. Typing the value in force changes nothing and leaves no history.</summary>
    /// <param name="actorId">Who changes it.</param>
    /// <param name="setting">Which.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="seenVersion">The version the person saw; somebody faster makes it a <see cref="DbUpdateConcurrencyException"/>.</param>
    /// <exception cref="RuleException">The text is no value of this setting.</exception>
    public async Task ChangeAsync(long actorId, Setting setting, string? typed, int seenVersion, CancellationToken cancel = default)
    {
        var value = setting.Normalise(typed);
        // Read and written in one turn: of twenty who saw the same version one writes, and the others see what it wrote.
        await db.InTransactionAsync(token => StoreAsync(actorId, setting, value, seenVersion, token), cancel);
    }

    private async Task StoreAsync(long actorId, Setting setting, string value, int seenVersion, CancellationToken cancel)
    {
        var stored = await db.Set<SettingValue>().SingleOrDefaultAsync(s => s.Key == setting.Key, cancel);
        var before = InForce(setting, stored);
        // Also when it was changed meanwhile: what was asked for is in force, most often by the same button pressed twice.
        if (before.Value == value)
            return;
        if (before.Version != seenVersion)
            throw new DbUpdateConcurrencyException($"{setting.Label} was changed to “{before.Value}” while you were looking at it.");
        if (stored is null)
            db.Add(stored = new SettingValue(setting.Key, before.Value));
        stored.Change(value);
        db.AfterCommit(snapshot.Forget);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "setting.changed", stored, new { setting.Key, Before = before.Value, After = value }));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Reads all settings through the open transaction, for decisions that must not use an old limit.</summary>
    public Task<SettingValues> ReadAsync(CancellationToken cancel = default) => LoadAsync(db, cancel);

    internal static async Task<SettingValues> LoadAsync(AppDbContext db, CancellationToken cancel) =>
        new(await db.Set<SettingValue>().AsNoTracking().ToDictionaryAsync(s => s.Key, s => s.Value, cancel));

    private static SettingInForce InForce(Setting setting, SettingValue? stored) =>
        new(setting, stored?.Value ?? setting.DefaultText, stored?.Version ?? 0);
}
