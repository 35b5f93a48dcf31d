using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;

namespace UserGroups.Sponsorship;

public static class SponsorshipModule
{
    public static IServiceCollection AddSponsorship(this IServiceCollection services) => services.AddSettings(SponsorshipSettings.All);
}
