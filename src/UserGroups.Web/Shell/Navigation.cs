using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>
/// One entry of the main navigation. <paramref name="Text"/> is a key of the module's texts (the module is where
/// <paramref name="Texts"/> stands); lower <paramref name="Order"/> comes first.
/// </summary>
public sealed record NavigationItem(Type Texts, string Text, string Path, int Order, Func<ShellViewer, bool> Visible)
{
    /// <summary>For everybody, signed in or not.</summary>
    public static bool Everybody(ShellViewer viewer) => true;

    /// <summary>For those who hold at least one of these kinds.</summary>
    public static Func<ShellViewer, bool> Only(PersonKinds kinds) => viewer => viewer.Is(kinds);
}

/// <summary>A link as the header draws it.</summary>
public sealed record NavigationLink(string Text, string Path, bool Current);

/// <summary>
/// The main navigation, for each kind of person. The entries of the house stand here in the order of the header; a module
/// that brings a place of its own adds it with <c>services.AddNavigation(…)</c>. An entry shows only once its address exists.
/// </summary>
public sealed class Navigation(IEnumerable<NavigationItem> added, KnownRoutes routes, IStringLocalizerFactory factory)
{
    private readonly List<NavigationItem> items = [.. House.Concat(added).OrderBy(i => i.Order)];

    public static IReadOnlyList<NavigationItem> House { get; } =
    [
        new(typeof(ShellTexts), "NavChapters", "/chapters", 10, NavigationItem.Everybody),
        new(typeof(ShellTexts), "NavEvents", "/events", 20, NavigationItem.Everybody),
        new(typeof(ShellTexts), "NavMy", "/my", 30, NavigationItem.Only(PersonKinds.Member)),
        new(typeof(ShellTexts), "NavLead", "/lead", 40, NavigationItem.Only(PersonKinds.Organizer)),
        new(typeof(ShellTexts), "NavStaff", "/staff", 50, NavigationItem.Only(PersonKinds.Staff)),
        new(typeof(ShellTexts), "NavSettings", "/staff/settings", 60, NavigationItem.Only(PersonKinds.Administrator)),
        new(typeof(ShellTexts), "NavPartner", "/partners/desk", 70, NavigationItem.Only(PersonKinds.Partner)),
        new(typeof(ShellTexts), "NavAbout", "/about", 90, viewer => !viewer.SignedIn),
    ];

    /// <summary>The links this viewer sees, the one of the current page marked: the longest path that leads here.</summary>
    public IReadOnlyList<NavigationLink> For(ShellViewer viewer, PathString here)
    {
        var seen = items.Where(i => i.Visible(viewer) && routes.Has(i.Path)).ToList();
        var current = seen.Where(i => here.StartsWithSegments(i.Path, StringComparison.OrdinalIgnoreCase)).MaxBy(i => i.Path.Length);
        return [.. seen.Select(i => new NavigationLink(factory.Create(i.Texts)[i.Text], i.Path, i == current))];
    }
}
