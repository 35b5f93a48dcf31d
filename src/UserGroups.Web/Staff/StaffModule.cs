using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>A place on the vendor's side of the portal, as the staff desk lists it; each module adds its own.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Sentence">What one does there.</param>
/// <param name="Path">Its address.</param>
/// <param name="Order">Lower comes first.</param>
/// <param name="Visible">Who sees it; the same rule the page itself requires.</param>
/// <param name="Waiting">What waits there for this viewer, in words such as "3 parcels to pack"; null when nothing does. One or two counts by index: the desk asks every place.</param>
public sealed record StaffPlace(string Title, string Sentence, string Path, int Order, Func<Viewer, bool> Visible, Func<HttpContext, Task<string?>>? Waiting = null);

public static class StaffModule
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services
        .AddStaffPlace(new("Settings", "Brand, limits and promises. Every change is in the history.", "/staff/settings", 80, StaffAccess.CanChangeSettings, MissingAsync))
        .AddStaffPlace(new("History", "Who did what, when and why; nothing in it can be rewritten.", "/staff/history", 90, StaffAccess.CanReadHistory))
        .AddStaffPlace(new("Jobs", "What the portal does by itself, and how the last round went.", "/staff/jobs", 95, StaffAccess.CanSeeJobs));

    // Empty by default, because nobody can guess them; letters to members should not go out without an address (CAN-SPAM, 16 CFR 316.2).
    private static async Task<string?> MissingAsync(HttpContext context)
    {
        var values = await context.RequestServices.GetRequiredService<SettingsSnapshot>().CurrentAsync(context.RequestAborted);
        string[] missing = [.. new[] { BrandSettings.PostalAddress, BrandSettings.Contact }.Where(s => values.Get(s).Length == 0).Select(s => s.Label.ToLowerInvariant())];
        return missing.Length == 0 ? null : $"still empty: {string.Join(", ", missing)}";
    }

    public static IServiceCollection AddStaffPlace(this IServiceCollection services, StaffPlace place) => services.AddSingleton(place);
}

/// <summary>Who may do what on the pages of this room.</summary>
public static class StaffAccess
{
    public static bool CanOpenDesk(Viewer viewer) => viewer.IsStaff && viewer.HasSecondFactor;

    public static bool CanChangeSettings(Viewer viewer) => viewer.Is(StaffRole.Administrator);

    public static bool CanReadHistory(Viewer viewer) => viewer.Is(StaffRole.Administrator);

    public static bool CanSeeJobs(Viewer viewer) => viewer.Is(StaffRole.Administrator);
}
