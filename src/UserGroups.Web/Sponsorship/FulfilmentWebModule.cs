using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

public static class FulfilmentWebModule
{
    /// <summary>Pages of payments, posts, licences and parcels, their places on the staff desk, and the public blog.</summary>
    public static IServiceCollection AddFulfilmentWeb(this IServiceCollection services)
    {
        services.AddScoped<PaymentReader>().AddScoped<PostReader>().AddScoped<ParcelReader>().AddScoped<LicenceReader>();
        services.AddNavigation(new(typeof(ShellTexts), "NavBlog", "/blog", 25, NavigationItem.Everybody));
        return services
            .AddStaffPlace(new("Payments", "What is to be paid, to whom, since when; the register of cheques.", "/staff/payments", 15, FulfilmentAccess.CanSeePayments)
            {
                Waits = Of<PaymentReader>(async (reader, viewer, cancel) => Words(await reader.OpenAsync(viewer, cancel), "payment to record", "payments to record")),
            })
            .AddStaffPlace(new("Parcels", "What to pack, where it goes, what is on its way.", "/staff/parcels", 16, FulfilmentAccess.CanSeeSwag)
            {
                Waits = Of<ParcelReader>(async (reader, viewer, cancel) => Words(await reader.WaitingAsync(viewer, cancel), "parcel to pack or ship", "parcels to pack or ship")),
            })
            .AddStaffPlace(new("Swag", "The catalogue, and what lies on the shelf.", "/staff/swag", 17, FulfilmentAccess.CanSeeSwag))
            .AddStaffPlace(new("Licences", "The pool of keys, and who waits for one.", "/staff/licences", 18, FulfilmentAccess.CanSeePool)
            {
                Waits = Of<LicenceReader>(async (reader, viewer, cancel) => Words(await reader.WaitingAsync(viewer, cancel), "licence to hand out", "licences to hand out")),
            })
            .AddStaffPlace(new("Posts", "Granted promotion, from the draft to the blog.", "/staff/posts", 19, FulfilmentAccess.CanSeePosts)
            {
                Waits = Of<PostReader>(async (reader, viewer, cancel) => Words(await reader.WaitingAsync(viewer, cancel), "post to publish", "posts to publish")),
            });
    }

    private static Func<HttpContext, Task<string?>> Of<TReader>(Func<TReader, Viewer, CancellationToken, Task<string?>> ask)
        where TReader : notnull => context => ask(context.RequestServices.GetRequiredService<TReader>(), context.Viewer(), context.RequestAborted);

    private static string? Words(int count, string one, string many) => count switch
    {
        0 => null,
        1 => $"1 {one}",
        _ => $"{count} {many}",
    };
}
