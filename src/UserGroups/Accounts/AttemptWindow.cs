using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Data;

namespace UserGroups.Accounts;

/// <summary>How often something was tried for one address or from one network, until <see cref="EndsAt"/>. Kept in the database so that all nodes count together.</summary>
public sealed class AttemptWindow
{
    private AttemptWindow()
    {
    }

    public AttemptWindow(string key, DateTime endsAt)
    {
        Key = key;
        EndsAt = endsAt;
        Count = 1;
    }

    public long Id { get; private set; }

    /// <summary>SHA-256 of what is counted: the table tells nobody who tried to sign in.</summary>
    public string Key { get; private set; } = "";

    public DateTime EndsAt { get; private set; }

    public int Count { get; private set; }
}

/// <summary>Something that may be tried only so often.</summary>
/// <param name="What">What is counted, such as <c>sign-in</c>.</param>
/// <param name="Of">The address or network it is counted for.</param>
/// <param name="Most">How often within the window.</param>
/// <param name="Window">Length of the window, from the first attempt.</param>
public sealed record AttemptLimit(string What, string Of, int Most, TimeSpan Window)
{
    public string Key => Token.HashOf($"{What}\n{Of}");
}

/// <summary>Too much of something; answered with 429 and Retry-After.</summary>
public sealed class TooManyAttemptsException(TimeSpan retryAfter) : Exception("Too many attempts.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

public static class AttemptWindows
{
    /// <summary>Counts one attempt for each limit. Run it in a transaction that is committed even when the answer is "too many".</summary>
    /// <returns>How long to wait, or null when it may be tried.</returns>
    public static async Task<TimeSpan?> CountAsync(this AppDbContext db, DateTime now, IEnumerable<AttemptLimit> limits, CancellationToken cancel)
    {
        TimeSpan? wait = null;
        foreach (var limit in limits)
        {
            var key = limit.Key;
            var raised = await db.AttemptWindows.Where(w => w.Key == key && w.EndsAt > now).ExecuteUpdateAsync(set => set.SetProperty(w => w.Count, w => w.Count + 1), cancel);
            if (raised == 0)
            {
                await db.AttemptWindows.Where(w => w.Key == key).ExecuteDeleteAsync(cancel);
                db.AttemptWindows.Add(new AttemptWindow(key, now + limit.Window));
                await db.SaveChangesAsync(cancel);
                continue;
            }

            var window = await db.AttemptWindows.AsNoTracking().Where(w => w.Key == key).Select(w => new { w.Count, w.EndsAt }).SingleAsync(cancel);
            if (window.Count > limit.Most && (wait is null || window.EndsAt - now > wait))
                wait = window.EndsAt - now;
        }

        return wait;
    }

    /// <summary>The attempt was a good one and does not count: a meetup's whole room signs in from one network.</summary>
    public static Task GiveBackAsync(this AppDbContext db, IEnumerable<AttemptLimit> limits, CancellationToken cancel)
    {
        var keys = limits.Select(l => l.Key).ToList();
        return db.AttemptWindows.Where(w => keys.Contains(w.Key) && w.Count > 0).ExecuteUpdateAsync(set => set.SetProperty(w => w.Count, w => w.Count - 1), cancel);
    }
}

public sealed class AttemptWindowMap : IEntityTypeConfiguration<AttemptWindow>
{
    public void Configure(EntityTypeBuilder<AttemptWindow> builder)
    {
        builder.ToTable("AttemptWindows");
        builder.Property(w => w.Key).HasMaxLength(64);
        builder.HasIndex(w => w.Key).IsUnique();
        builder.HasIndex(w => w.EndsAt);
    }
}
