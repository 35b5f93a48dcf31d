using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>
/// The texts of a module as views ask for them, each looked up once for a language: the framework's own makes a localizer for each view and a key for each
/// text, dozens on every page.
/// </summary>
public sealed class KeptTexts<T>(IStringLocalizerFactory factory) : IStringLocalizer<T>
{
    private readonly IStringLocalizer texts = factory.Create(typeof(T));
    private readonly ConcurrentDictionary<(CultureInfo Language, string Name), LocalizedString> known = new();

    public LocalizedString this[string name]
    {
        get
        {
            var key = (CultureInfo.CurrentUICulture, name);
            if (!known.TryGetValue(key, out var text))
            {
                text = texts[name];
                // What has no text is not kept: a key may be something a person wrote.
                if (!text.ResourceNotFound)
                    known[key] = text;
            }

            return text;
        }
    }

    public LocalizedString this[string name, params object[] arguments] => texts[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures);
}
