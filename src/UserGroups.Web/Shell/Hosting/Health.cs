using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserGroups.Data;

namespace UserGroups.Web.Shell;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can also read and write its database.</summary>
public static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<LastDatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5));
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous().WithMetadata(new HttpMethodMetadata(["GET", "HEAD"]));
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous().WithMetadata(new HttpMethodMetadata(["GET", "HEAD"]));
    }

    // Names and states only: what went wrong is in the log, not on an open page.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        var checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString());
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { status = report.Status.ToString(), checks }));
    }
}

/// <summary>Writes one row as it is: a full disk or a lost server shows here. What the disk refused to people a moment ago counts too.</summary>
public sealed class DatabaseHealth(AppDbContext db, RefusedWrites refused, LastDatabaseHealth last) : IHealthCheck
{
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(30);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await last.GetAsync(() => WriteAsync(cancellationToken), cancellationToken);

    private async Task<HealthCheckResult> WriteAsync(CancellationToken cancellationToken)
    {
        if (refused.Since < Doubt)
            return HealthCheckResult.Unhealthy("The disk refused a write within the last half minute.");
        try
        {
            await db.InTransactionAsync(
                token => db.Set<HistoryHead>().ExecuteUpdateAsync(h => h.SetProperty(x => x.LastId, x => x.LastId), token), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            // Whatever it was, the answer is the same: not ready.
            return HealthCheckResult.Unhealthy("The database cannot be written.", error);
        }
    }
}

/// <summary>The page is open to everybody and each look is a write that reaches the disk: strangers who ask all the time share one look a second.</summary>
public sealed class LastDatabaseHealth(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private (HealthCheckResult Result, long At)? known;

    public async Task<HealthCheckResult> GetAsync(Func<Task<HealthCheckResult>> look, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (known is null || time.GetElapsedTime(known.Value.At) >= Fresh)
                known = (await look(), time.GetTimestamp());
            return known.Value.Result;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
