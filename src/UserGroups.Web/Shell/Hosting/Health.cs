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
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5));
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    // Names and states only: what went wrong is in the log, not on an open page.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        var checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString());
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { status = report.Status.ToString(), checks }));
    }
}

/// <summary>Writes one row and takes it back: a full disk or a lost server shows here before it shows to a person.</summary>
public sealed class DatabaseHealth(AppDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
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
