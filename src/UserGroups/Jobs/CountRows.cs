using UserGroups.Data;

namespace UserGroups.Jobs;

/// <summary>Nightly: the database learns how its rows are spread, so that lists stay fast while it grows.</summary>
public sealed class CountRows(AppDbContext db) : IJob
{
    public async Task<string> RunAsync(CancellationToken cancel) => await DatabaseCare.CountRowsAsync(db, thorough: false, cancel) ? "rows counted" : "nothing to do";
}
