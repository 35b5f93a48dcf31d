using Microsoft.AspNetCore.Mvc;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>The staff desk: every place this person may open.</summary>
public sealed class DeskController(IEnumerable<StaffPlace> places) : Controller
{
    [HttpGet("/staff")]
    public async Task<IActionResult> Show()
    {
        var viewer = this.Viewer();
        this.Require(StaffAccess.CanOpenDesk(viewer));
        var rows = new List<DeskPlace>();
        // One after the other: they share the request's one database context.
        foreach (var place in places.Where(p => p.Visible(viewer)).OrderBy(p => p.Order))
            rows.Add(new DeskPlace(place, place.Waiting is null ? null : await place.Waiting(HttpContext)));
        return View(new DeskPage(viewer.Name, RolesOf(viewer), rows));
    }

    private static List<string> RolesOf(Viewer viewer) =>
        [.. viewer.Roles.Select(r => r.Region is null ? Names.Of(r.Role) : $"{Names.Of(r.Role)} ({Regions.Names[r.Region]})")];
}

/// <summary>What the desk shows.</summary>
public sealed record DeskPage(string Name, IReadOnlyList<string> Roles, IReadOnlyList<DeskPlace> Places);

/// <summary>A place, and what waits there.</summary>
public sealed record DeskPlace(StaffPlace Place, string? Waiting);

/// <summary>The words of docs/access.md for the roles.</summary>
public static class Names
{
    public static string Of(StaffRole role) => role switch
    {
        StaffRole.CommunityManager => "Community manager",
        StaffRole.Finance => "Finance",
        StaffRole.Fulfilment => "Fulfilment",
        StaffRole.PartnerManager => "Partner manager",
        StaffRole.SupportAgent => "Support agent",
        _ => "Administrator",
    };
}
