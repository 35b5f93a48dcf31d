using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>All settings at one moment.</summary>
public sealed class SettingValues(IReadOnlyDictionary<string, string> stored)
{
    public T Get<T>(Setting<T> setting) => setting.Read(stored.GetValueOrDefault(setting.Key));
}

/// <summary>
/// The settings as pages read them: at most five seconds old on other nodes, at once on the node where they were changed.
/// What must be exact (a limit on money) is read inside the deciding transaction with <see cref="SettingsService.ReadAsync"/>.
/// </summary>
public sealed class SettingsSnapshot(IServiceScopeFactory scopes, SiteAddress site, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private Loaded? current;
    private long forgotten;

    public async ValueTask<SettingValues> CurrentAsync(CancellationToken cancel = default)
    {
        var seen = Volatile.Read(ref current);
        if (seen is not null && time.GetElapsedTime(seen.At) < MaxAge)
            return seen.Values;
        var asOf = Interlocked.Read(ref forgotten);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var values = await SettingsService.LoadAsync(db, cancel);
        // Read before a change and finished after it: good for this reader, not for those to come.
        if (asOf == Interlocked.Read(ref forgotten))
        {
            site.Name = values.Get(BrandSettings.Name);
            Volatile.Write(ref current, new Loaded(values, time.GetTimestamp()));
        }

        return values;
    }

    /// <summary>Makes the next reader on this node load again.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref forgotten);
        Volatile.Write(ref current, null);
    }

    private sealed record Loaded(SettingValues Values, long At);
}
