using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace UserGroups.Jobs;

/// <summary>
/// Makes the next Data Protection key well before the current one ends. The framework would do so inside whatever call needs a key
/// first; that may be one that holds the turn to write, and storing the key would then wait for itself. So it may not
/// (<c>AutoGenerateKeys</c> is off) and this does, at start and daily.
/// </summary>
public sealed class RenewKeys(IKeyManager keys) : IJob
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);

    public Task<string> RunAsync(CancellationToken cancel) => Task.FromResult(MakeIfNeeded() ? "one key made" : "nothing to do");

    /// <summary>True when a key was made. Keys have the system's clock: their dates are read by the framework.</summary>
    public bool MakeIfNeeded()
    {
        var now = TimeProvider.System.GetUtcNow();
        var last = keys.GetAllKeys().Where(k => !k.IsRevoked).OrderByDescending(k => k.ExpirationDate).FirstOrDefault();
        if (last is not null && last.ExpirationDate - now > Ahead)
            return false;
        // The first is needed at once; a later one starts when every node has had time to read it.
        keys.CreateNewKey(last is null || last.ExpirationDate <= now ? now : now.AddDays(2), now + Lifetime);
        return true;
    }
}
