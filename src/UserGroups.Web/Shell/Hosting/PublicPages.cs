using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
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
        services.AddOptions<OutputCacheOptions>().Configure<PublicChanges, IOptions<RequestLocalizationOptions>, TimeProvider>((options, changes, languages, time) =>
            options.AddPolicy(Policy, new VisitorsOnly(changes, languages, time, MaxAge(provider))));
        return services.AddSingleton<PublicFacts>();
    }

    /// <summary>One SQLite file has one site; on a server other nodes write too, and nobody may see a taken seat as free for more than a second.</summary>
    public static TimeSpan MaxAge(DatabaseProvider provider) => TimeSpan.FromSeconds(provider == DatabaseProvider.Sqlite ? 5 : 1);

    private sealed class VisitorsOnly(PublicChanges changes, IOptions<RequestLocalizationOptions> languages, TimeProvider time, TimeSpan maxAge) : IOutputCachePolicy
    {
        private readonly AcceptedLanguages accepted = new(languages);

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
                var language = await accepted.BestAsync(http);
                context.CacheVaryByRules.VaryByValues["as-of"] = string.Create(CultureInfo.InvariantCulture, $"{language} {changes.Count} {time.GetUtcNow().Ticks / maxAge.Ticks}");
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

    /// <summary>What the page is written in, not what the browser sent: a thousand spellings of "en" are one page.</summary>
    private sealed class AcceptedLanguages(IOptions<RequestLocalizationOptions> languages)
    {
        // Browsers send a few dozen different lines; whoever invents more is read each time.
        private const int MostKnown = 500;
        private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

        public async ValueTask<string> BestAsync(HttpContext http)
        {
            var sent = http.Request.Headers.AcceptLanguage.ToString();
            if (known.TryGetValue(sent, out var culture))
                return culture;
            culture = await ReadAsync(http);
            if (known.Count < MostKnown)
                known.TryAdd(sent, culture);
            return culture;
        }

        private async Task<string> ReadAsync(HttpContext http)
        {
            var options = languages.Value;
            var asked = await new AcceptLanguageHeaderRequestCultureProvider { Options = options }.DetermineProviderCultureResult(http);
            var spoken = options.SupportedCultures!.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var culture = (asked?.Cultures.Select(c => c.Value ?? "") ?? []).Select(c => spoken.Contains(c) ? c : c.Split('-')[0]).FirstOrDefault(spoken.Contains);
            return (culture ?? options.DefaultRequestCulture.Culture.Name).ToLowerInvariant();
        }
    }
}
