using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Data;

namespace UserGroups.Sponsorship;

/// <summary>
/// The last number given in a series. Raised by a conditional update inside the transaction that uses the number: on SQL Server that holds the row until
/// the commit, so no two are alike. A number whose transaction fails goes back; a gap would do no harm.
/// </summary>
public sealed class ReferenceCounter
{
    private ReferenceCounter()
    {
    }

    public ReferenceCounter(string series, int last) => (Series, Last) = (series, last);

    public string Series { get; private set; } = "";

    public int Last { get; private set; }

    /// <summary>The next reference of a year, such as SR-2026-0042. Only inside a transaction.</summary>
    public static async Task<string> NextAsync(AppDbContext db, int year, CancellationToken cancel)
    {
        var series = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SR-{year}");
        var number = await TurnAsync(db, series, cancel);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{series}-{number:0000}");
    }

    /// <summary>Raises the counter of a series; whoever does the same waits until this transaction has ended.</summary>
    internal static async Task<int> TurnAsync(AppDbContext db, string series, CancellationToken cancel)
    {
        var row = db.ReferenceCounters.Where(c => c.Series == series);
        if (await row.ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last + 1), cancel) == 1)
            return await row.Select(c => c.Last).SingleAsync(cancel);
        // The first of a series. Two firsts at once on two nodes: the key refuses one, whose form comes back to be sent again.
        var first = new ReferenceCounter(series, 1);
        db.ReferenceCounters.Add(first);
        await db.SaveChangesAsync(cancel);
        db.Entry(first).State = EntityState.Detached;
        return 1;
    }
}

public sealed class ReferenceCounterMap : IEntityTypeConfiguration<ReferenceCounter>
{
    public void Configure(EntityTypeBuilder<ReferenceCounter> builder)
    {
        builder.ToTable("ReferenceCounters");
        builder.HasKey(c => c.Series);
        builder.Property(c => c.Series).HasMaxLength(20);
    }
}
