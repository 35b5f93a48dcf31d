using System.Collections.Concurrent;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>
/// Texts of a form's labels and messages: first the module's own (<c>AccountsTexts</c> for anything in
/// <c>UserGroups.Web.Accounts</c>), then the shell's, then the key itself.
/// </summary>
public sealed class ModuleTexts(IStringLocalizer? own, IStringLocalizer shell) : IStringLocalizer
{
    private static readonly ConcurrentDictionary<string, Type?> TextTypes = new(StringComparer.Ordinal);

    public LocalizedString this[string name] => own?[name] is { ResourceNotFound: false } hit ? hit : shell[name];

    public LocalizedString this[string name, params object[] arguments] =>
        own?[name, arguments] is { ResourceNotFound: false } hit ? hit : shell[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        (own?.GetAllStrings(includeParentCultures) ?? []).Concat(shell.GetAllStrings(includeParentCultures));

    public static IStringLocalizer For(Type form, IStringLocalizerFactory factory)
    {
        var module = ModuleViewLocations.ModuleOf(form);
        var type = TextTypes.GetOrAdd(module, m => typeof(ModuleTexts).Assembly.GetType($"UserGroups.Web.{m}.{m}Texts"));
        return new ModuleTexts(type is null ? null : factory.Create(type), factory.Create(typeof(ShellTexts)));
    }
}
