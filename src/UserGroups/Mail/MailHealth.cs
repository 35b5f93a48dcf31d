using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserGroups.Mail.Dispatch;

namespace UserGroups.Mail;

/// <summary>Says in <c>/health/ready</c> when mail cannot go out. Degraded, never unhealthy: the portal works, and the mail waits.</summary>
public sealed class MailHealth(MailStandings standings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await standings.ReadAsync(cancellationToken) is { Trouble: { } trouble } ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Healthy("Mail goes out.");
}
