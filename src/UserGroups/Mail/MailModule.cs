using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail.Dispatch;
using UserGroups.Mail.Inbound;
using UserGroups.Mail.Writing;
using UserGroups.Shared;

namespace UserGroups.Mail;

public static class MailModule
{
    /// <summary>
    /// Post office, dispatch, inbound facts and their settings. The running portal adds <see cref="MailDispatch"/> as a hosted service; the command
    /// <c>send-mail</c> asks for <see cref="SendMail"/>. Needs data, jobs and a <see cref="SiteAddress"/>.
    /// </summary>
    public static IServiceCollection AddMail(this IServiceCollection services, MailOptions options)
    {
        services.AddSingleton(options);
        services.AddSettings(MailSettings.All);
        services.AddSingleton<MailBells>();
        services.AddScoped<PostOffice>();
        services.AddSingleton<MailRoutes>(_ => new MailRoutes(options));
        services.AddSingleton<LetterWriter>();
        services.AddSingleton<OutboxLeases>();
        services.AddSingleton<ResultBook>();
        services.AddSingleton<MailStandings>();
        services.AddSingleton<DomainPace>();
        services.AddSingleton<DispatchRound>();
        services.AddSingleton<SendMail>();
        services.AddScoped<OutboxDesk>();
        services.AddScoped<InboundDesk>();
        services.AddJob<ReadInbound>("read-inbound", TimeSpan.FromMinutes(1));
        services.AddJob<TidyOutbox>("tidy-outbox", TimeSpan.FromHours(1));
        return services;
    }
}
