using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>The viewer of this request, put there when the cookie was checked.</summary>
public static class ViewerAccess
{
    public static Viewer Viewer(this HttpContext context) => context.Features.Get<ViewerFeature>()?.Viewer ?? UserGroups.Shared.Viewer.Visitor;

    public static void SetViewer(this HttpContext context, Viewer viewer) => context.Features.Set(new ViewerFeature(viewer));

    private sealed record ViewerFeature(Viewer Viewer);
}
