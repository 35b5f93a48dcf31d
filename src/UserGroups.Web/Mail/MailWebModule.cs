using UserGroups.Mail;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Mail;

public static class MailWebModule
{
    /// <summary>The outbox among the staff's places and mail in <c>/health/ready</c>.</summary>
    public static IServiceCollection AddMailWeb(this IServiceCollection services)
    {
        services.AddStaffPlace(new("Outbox", "Letters: what waits, what was sent, what was refused and why.", "/staff/outbox", 70, MailAccess.CanSeeOutbox));
        services.AddScoped<LetterReader>();
        services.AddHealthChecks().AddCheck<MailHealth>("mail");
        return services;
    }
}
