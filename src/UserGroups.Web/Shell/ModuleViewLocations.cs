using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace UserGroups.Web.Shell;

/// <summary>
/// Finds views beside their controller: <c>/Accounts/Views/SignIns/New.cshtml</c> for
/// <c>UserGroups.Web.Accounts.SignInsController.New</c>, then the module's own shared views, then the shell's.
/// </summary>
public sealed class ModuleViewLocations : IViewLocationExpander
{
    private const string Key = "module";
    private const string Root = "UserGroups.Web.";

    // Asked for each view and partial of each page.
    private static readonly ConcurrentDictionary<Type, string> Modules = new();

    public void PopulateValues(ViewLocationExpanderContext context) =>
        context.Values[Key] = ModuleOf((context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo);

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        var module = context.Values[Key];
        yield return $"/{module}/Views/{{1}}/{{0}}.cshtml";
        yield return $"/{module}/Views/Shared/{{0}}.cshtml";
        yield return "/Shell/Views/Shared/{0}.cshtml";
    }

    /// <summary>The module is the word after <c>UserGroups.Web</c>; what stands elsewhere is the shell's.</summary>
    public static string ModuleOf(Type? type) => type is null ? "Shell" : Modules.GetOrAdd(type, t =>
        t.Namespace is string space && space.StartsWith(Root, StringComparison.Ordinal) ? space[Root.Length..].Split('.')[0] : "Shell");
}
