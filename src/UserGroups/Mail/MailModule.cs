using Microsoft.Extensions.DependencyInjection;

namespace UserGroups.Mail;

public static class MailModule
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddScoped<PostOffice>();
        return services;
    }
}
