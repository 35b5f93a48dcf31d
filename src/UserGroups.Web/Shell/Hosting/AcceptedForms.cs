using System.Collections.Concurrent;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

/// <summary>The forms a page comes in: its language and how it is packed. Not what the browser sent: a thousand spellings of "en, br" are one page.</summary>
public sealed class AcceptedForms(IOptions<RequestLocalizationOptions> languages, IResponseCompressionProvider compression)
{
    // Browsers send a few dozen different lines; whoever invents more is read each time.
    private const int MostKnown = 500;
    private readonly ConcurrentDictionary<(string Language, string Encoding), string> known = new();

    /// <summary>Language and coding in a word, such as <c>en br</c>.</summary>
    public async ValueTask<string> BestAsync(HttpContext http)
    {
        var sent = (http.Request.Headers.AcceptLanguage.ToString(), http.Request.Headers.AcceptEncoding.ToString());
        if (known.TryGetValue(sent, out var form))
            return form;
        form = $"{await LanguageAsync(http)} {compression.GetCompressionProvider(http)?.EncodingName}";
        if (known.Count < MostKnown)
            known.TryAdd(sent, form);
        return form;
    }

    private async Task<string> LanguageAsync(HttpContext http)
    {
        var options = languages.Value;
        var asked = await new AcceptLanguageHeaderRequestCultureProvider { Options = options }.DetermineProviderCultureResult(http);
        var spoken = options.SupportedCultures!.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var culture = (asked?.Cultures.Select(c => c.Value ?? "") ?? []).Select(c => spoken.Contains(c) ? c : c.Split('-')[0]).FirstOrDefault(spoken.Contains);
        return (culture ?? options.DefaultRequestCulture.Culture.Name).ToLowerInvariant();
    }
}
