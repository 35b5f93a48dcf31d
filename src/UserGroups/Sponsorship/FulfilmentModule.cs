using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Sponsorship;

public static class FulfilmentModule
{
    /// <summary>How granted lines are fulfilled: payments, posts, licence keys, parcels. Part of <see cref="SponsorshipModule.AddSponsorship"/>; needs Data Protection.</summary>
    internal static IServiceCollection AddFulfilment(this IServiceCollection services)
    {
        services.AddScoped<GrantedLines>();
        services.AddScoped<KeyPool>().AddScoped<LicenceService>();
        services.AddScoped<StockBook>().AddScoped<CatalogueService>().AddScoped<ParcelService>();
        services.AddScoped<PayeeService>().AddScoped<PaymentService>();
        services.AddScoped<PostWriter>().AddScoped<PostService>();
        services.AddScoped<ILineStart>(provider => provider.GetRequiredService<PostWriter>());
        services.AddScoped<ILineRelease, PaymentRelease>().AddScoped<ILineRelease, PostRelease>().AddScoped<ILineRelease, ParcelRelease>();
        services.AddJob<PublishPosts>("sponsorship.publish-posts", TimeSpan.FromMinutes(1));
        services.AddJob<EndLicences>("sponsorship.end-licences", TimeSpan.FromHours(24));
        services.AddJob<EraseAddresses>("sponsorship.erase-addresses", TimeSpan.FromHours(24));
        return services.AddSettings(LicencesSettings.All);
    }
}
