using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using UserGroups.Data;

namespace UserGroups.Web.Shell;

/// <summary>
/// The cache in front of pages that look the same to every visitor. It answers before authentication, and only requests that bring
/// no cookie of ours but the form's: whoever is signed in, or has a message waiting, gets a page of their own. Such a page carries
/// neither a name nor a form token. What this process changes shows at once; what another one changed (a command, a second node) after <see cref="PublicPages.MaxAge"/>.
/// </summary>
public static class PublicPages
{
    /// <summary>Name of the policy: <c>[OutputCache(PolicyName = PublicPages.Policy)]</c>.</summary>
    public const string Policy = "public";

    public static IServiceCollection AddPublicPages(this IServiceCollection services, DatabaseProvider provider)
    {
        services.AddOutputCache(options =>
        {
            options.SizeLimit = 24 * 1024 * 1024;
            options.MaximumBodySize = 512 * 1024;
        });
        services.AddOptions<OutputCacheOptions>().Configure<PublicChanges, AcceptedForms, TimeProvider>((options, changes, accepted, time) =>
            options.AddPolicy(Policy, new VisitorsOnly(changes, accepted, time, MaxAge(provider))));
        services.AddResponseCompression(options =>
        {
            // Only kept pages are packed (see below): they hold no secret that their length could tell (BREACH).
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/atom+xml", "application/geo+json", "text/calendar", "image/svg+xml"];
        });
        return services.AddSingleton<AcceptedForms>().AddSingleton(s => new PublicFacts(s.GetRequiredService<PublicChanges>(), MaxAge(provider), s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Answers from the cache; what is made for it is packed once and gets a tag, so a browser that has it already hears 304.</summary>
    public static IApplicationBuilder UsePublicPages(this IApplicationBuilder app) =>
        app.UseWhen(
            http => http.Request.Headers.IfNoneMatch.Count > 0 && http.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>() is not null,
            again => again.UseMiddleware<UnchangedPages>()).UseOutputCache().UseWhen(
            http => http.Features.Get<IOutputCacheFeature>()?.Context.AllowCacheStorage == true,
            kept => kept.UseMiddleware<EntityTags>().UseResponseCompression());

    /// <summary>One SQLite file has one site; on a server other nodes write too, and nobody may see a taken seat as free for more than a second.</summary>
    public static TimeSpan MaxAge(DatabaseProvider provider) => TimeSpan.FromSeconds(provider == DatabaseProvider.Sqlite ? 5 : 1);

    private sealed class VisitorsOnly(PublicChanges changes, AcceptedForms accepted, TimeProvider time, TimeSpan maxAge) : IOutputCachePolicy
    {
        public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var http = context.HttpContext;
            var may = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
                && (http.Request.Headers.Cookie.Count == 0 || http.Request.Cookies.Keys.All(name => name.EndsWith("usergroups-form", StringComparison.Ordinal)));
            context.EnableOutputCaching = true;
            context.AllowCacheLookup = may;
            context.AllowCacheStorage = may;
            context.AllowLocking = true;
            context.ResponseExpirationTimeSpan = maxAge;
            // A policy of one's own starts without: what is asked for is part of what is kept.
            context.CacheVaryByRules.QueryKeys = "*";
            // The count as it stands before the page reads anything: what is written meanwhile makes this copy one that nobody finds.
            if (may)
            {
                var form = await accepted.BestAsync(http);
                context.CacheVaryByRules.VaryByValues["as-of"] = string.Create(CultureInfo.InvariantCulture, $"{form} {changes.Count} {time.GetUtcNow().Ticks / maxAge.Ticks}");
            }
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var response = context.HttpContext.Response;
            if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
                context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }
    }
}
