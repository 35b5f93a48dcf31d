using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Jobs;

/// <summary>Forms that were sent more than a day ago need not be known again.</summary>
public sealed class ForgetForms(AppDbContext db, TimeProvider time) : IJob
{
    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var before = time.Now() - FormTokens.Kept;
        var forgotten = await db.InTransactionAsync(token => db.FormTokens.Where(t => t.CreatedAt < before).ExecuteDeleteAsync(token), cancel);
        return $"{forgotten} forms forgotten";
    }
}
