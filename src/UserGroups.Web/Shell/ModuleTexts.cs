using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>
/// Texts of a form's labels and messages: first the module's own (<c>AccountsTexts</c> for anything in
/// <c>UserGroups.Web.Accounts</c>), then the shell's, then the key itself. A module without texts speaks English everywhere: what the shell adds to its
/// labels is English too, so that no sentence is half in another language. Dates and numbers follow the reader's region all the same.
/// </summary>
public sealed class ModuleTexts(IStringLocalizer? own, IStringLocalizer shell) : IStringLocalizer
{
    private static readonly CultureInfo Written = CultureInfo.GetCultureInfo("en");
    private static readonly ConcurrentDictionary<string, Type?> TextTypes = new(StringComparer.Ordinal);

    public LocalizedString this[string name] => own is null ? InEnglish(() => shell[name]) : own[name] is { ResourceNotFound: false } hit ? hit : shell[name];

    public LocalizedString this[string name, params object[] arguments] =>
        own is null ? InEnglish(() => shell[name, arguments]) : own[name, arguments] is { ResourceNotFound: false } hit ? hit : shell[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        (own?.GetAllStrings(includeParentCultures) ?? []).Concat(shell.GetAllStrings(includeParentCultures));

    public static IStringLocalizer For(Type form, IStringLocalizerFactory factory) =>
        new ModuleTexts(TextsOf(form) is Type texts ? factory.Create(texts) : null, factory.Create(typeof(ShellTexts)));

    /// <summary>The shell's own texts, in the language of the form they stand in.</summary>
    public static IStringLocalizer Around(Type? form, IStringLocalizer<ShellTexts> shell) => TextsOf(form) is not null ? shell : new ModuleTexts(null, shell);

    /// <summary>The shell's own texts, in the language of the page they stand on.</summary>
    public static IStringLocalizer OnPage(ActionContext page, IStringLocalizer<ShellTexts> shell) => Around(ControllerOf(page), shell);

    /// <summary>The language of a page's own text where it is not the reader's: a module without texts speaks English. Null where it is (WCAG 2.2, 3.1.2).</summary>
    public static string? LanguageOf(ActionContext page) =>
        TextsOf(ControllerOf(page)) is not null || CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == Written.Name ? null : Written.Name;

    private static TypeInfo? ControllerOf(ActionContext page) => (page.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo;

    private static Type? TextsOf(Type? form) =>
        TextTypes.GetOrAdd(ModuleViewLocations.ModuleOf(form), m => typeof(ModuleTexts).Assembly.GetType($"UserGroups.Web.{m}.{m}Texts"));

    private static LocalizedString InEnglish(Func<LocalizedString> ask)
    {
        var readers = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Written;
        try
        {
            return ask();
        }
        finally
        {
            CultureInfo.CurrentUICulture = readers;
        }
    }
}
