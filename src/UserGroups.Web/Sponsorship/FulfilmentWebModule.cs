using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Web.Shell;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

public static class FulfilmentWebModule
{
    /// <summary>Pages of payments, posts, licences and parcels, their places on the staff desk, and the public blog.</summary>
    public static IServiceCollection AddFulfilmentWeb(this IServiceCollection services)
    {
        services.AddScoped<PaymentReader>().AddScoped<PostReader>().AddScoped<ParcelReader>().AddScoped<LicenceReader>();
        services.AddSitemap("blog", db => db.BlogPosts.AsNoTracking().Published(db.Chapters).Select(p => new SitemapEntry { Id = p.Id, Path = "/blog/" + p.Slug, Changed = p.UpdatedAt }));
        services.AddNavigation(new(typeof(ShellTexts), "NavBlog", "/blog", 25, NavigationItem.Everybody));
        return services
            .AddStaffPlace(new("Payments", "What is to be paid, to whom, since when; the register of cheques.", "/staff/payments", 15, FulfilmentAccess.CanSeePayments, Waiting.Of<PaymentReader>(
                (reader, viewer, now, cancel) => reader.WaitingAsync(viewer, now, cancel), "payment to record", "payments to record")))
            .AddStaffPlace(new("Parcels", "What to pack, where it goes, what is on its way.", "/staff/parcels", 16, FulfilmentAccess.CanSeeSwag, Waiting.All(
                Waiting.Of<ParcelReader>((reader, viewer, now, cancel) => reader.WaitingAsync(viewer, now, cancel), "parcel to pack or ship", "parcels to pack or ship"),
                Waiting.Of<ParcelReader>((reader, viewer, _, cancel) => reader.WithoutAddressAsync(viewer, cancel), "parcel waits for its address", "parcels wait for their address"))))
            .AddStaffPlace(new("Swag", "The catalogue, and what lies on the shelf.", "/staff/swag", 17, FulfilmentAccess.CanSeeSwag))
            .AddStaffPlace(new("Licences", "The pool of keys, and who waits for one.", "/staff/licences", 18, FulfilmentAccess.CanSeePool, Waiting.Of<LicenceReader>(
                (reader, viewer, now, cancel) => reader.WaitingAsync(viewer, now, cancel), "licence to hand out", "licences to hand out")))
            .AddStaffPlace(new("Posts", "Granted promotion, from the draft to the blog.", "/staff/posts", 19, FulfilmentAccess.CanSeePosts, Waiting.Of<PostReader>(
                (reader, viewer, now, cancel) => reader.WaitingAsync(viewer, now, cancel), "post to publish", "posts to publish")));
    }
}
