using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

/// <summary>
/// The cache in front of pages that look the same to every visitor. It answers before authentication, and only requests that bring
/// no cookie of ours but the form's: whoever is signed in, or has a message waiting, gets a page of their own. Such a page carries
/// neither a name nor a form token. At most five seconds old elsewhere; thrown away at once on the node where something changes.
/// </summary>
public static class PublicPages
{
    /// <summary>Name of the policy: <c>[OutputCache(PolicyName = PublicPages.Policy)]</c>.</summary>
    public const string Policy = "public";

    private const string Tag = "public-pages";

    public static IServiceCollection AddPublicPages(this IServiceCollection services) => services.AddOutputCache(options =>
    {
        options.AddPolicy(Policy, new VisitorsOnly());
        options.SizeLimit = 64 * 1024 * 1024;
        options.MaximumBodySize = 512 * 1024;
    });

    /// <summary>Throws the cached pages away: what they show has changed.</summary>
    public static ValueTask ForgetAsync(this IOutputCacheStore store, CancellationToken cancel) => store.EvictByTagAsync(Tag, cancel);

    private sealed class VisitorsOnly : IOutputCachePolicy
    {
        public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var http = context.HttpContext;
            var may = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
                && http.Request.Cookies.Keys.All(name => name.EndsWith("usergroups-form", StringComparison.Ordinal));
            context.EnableOutputCaching = true;
            context.AllowCacheLookup = may;
            context.AllowCacheStorage = may;
            context.AllowLocking = true;
            context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(5);
            context.Tags.Add(Tag);
            if (may)
                context.CacheVaryByRules.VaryByValues["language"] = await LanguageAsync(http);
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var response = context.HttpContext.Response;
            if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
                context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }

        // What the page is written in, not what the browser sent: a thousand spellings of "en" are one page.
        private static async ValueTask<string> LanguageAsync(HttpContext http)
        {
            var options = http.RequestServices.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value;
            var asked = await new AcceptLanguageHeaderRequestCultureProvider { Options = options }.DetermineProviderCultureResult(http);
            var known = options.SupportedCultures!.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var culture = (asked?.Cultures.Select(c => c.Value ?? "") ?? []).Select(c => known.Contains(c) ? c : c.Split('-')[0]).FirstOrDefault(known.Contains);
            return (culture ?? options.DefaultRequestCulture.Culture.Name).ToLowerInvariant();
        }
    }
}
