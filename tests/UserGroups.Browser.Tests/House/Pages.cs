using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace UserGroups.Browser.Tests.House;

/// <summary>Every address that is answered with a page: read from the controllers, so that a new one is judged without anybody thinking of it.</summary>
public static partial class Pages
{
    /// <summary>What to ask for where an address has a hole; links of letters are added by the test that has the letters.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Samples = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["/account/confirm/{token}"] = ["/account/confirm/00000000000000000000000000000000"],
        ["/account/reset/{token:length(32)}"] = ["/account/reset/00000000000000000000000000000000"],
        ["/account/invitation/{token}"] = ["/account/invitation/00000000000000000000000000000000"],
        ["/account/address/confirm/{token}"] = ["/account/address/confirm/00000000000000000000000000000000"],
        ["/account/passkeys/{id}/name"] = ["/account/passkeys/none/name"],
        ["/setup/{token}"] = ["/setup/00000000000000000000000000000000"],
        ["/staff/settings/{key}"] = ["/staff/settings/sponsorship.stipend-cap", "/staff/settings/brand.name", "/staff/settings/brand.postal-address"],
        ["/staff/outbox/{id:long}"] = ["/staff/outbox/1"],
        ["/dev/mailbox/{id:long}"] = ["/dev/mailbox/1"],
        ["/dev/styleguide/errors/{status:int:range(400,599)}"] = [.. new[] { 400, 403, 404, 409, 422, 429, 500 }.Select(s => $"/dev/styleguide/errors/{s}")],
    };

    /// <summary>What answers a GET and is no page of the portal.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoPages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/brand/logo"] = "a picture",
        ["/staff/outbox/{id:long}/html"] = "a letter inside a frame, in the look of letters",
        ["/staff/outbox/{id:long}/source"] = "a text file",
        ["/dev/mailbox/{id:long}/html"] = "a letter inside a frame, in the look of letters",
    };

    /// <summary>Templates of all GET actions.</summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        .. typeof(Program).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAbstract)
            // Pages of chapters and events say little without a chapter and an event; they are judged with the story that makes both.
            .Where(t => t.Namespace is not ("UserGroups.Web.Chapters" or "UserGroups.Web.Events"))
            .SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .SelectMany(a => a.GetCustomAttributes<HttpMethodAttribute>())
                .Where(a => a.HttpMethods.Contains("GET"))
                .Select(a => Join(c.GetCustomAttribute<RouteAttribute>()?.Template, a.Template)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Addresses to open.</summary>
    public static IEnumerable<string> Addresses => Templates.Where(t => !NoPages.ContainsKey(t)).SelectMany(t => Hole().IsMatch(t) ? Samples[t] : [t]).Append("/no-such-page");

    /// <summary>Templates with a hole for which no sample stands here.</summary>
    public static IEnumerable<string> Unknown => Templates.Where(t => Hole().IsMatch(t) && !NoPages.ContainsKey(t) && !Samples.ContainsKey(t));

    private static string Join(string? before, string? own) => own?.StartsWith('/') == true ? own : $"{before?.TrimEnd('/')}/{own}".TrimEnd('/');

    [GeneratedRegex(@"\{", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
