using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>The vendor's brand as the Administrator set it.</summary>
public static class BrandOfSettings
{
    public static readonly Setting<string> Accent = Setting.Text("brand.accent", "Brand", "Accent colour", AccentColour.Default.Chosen.ToString(), 7,
        "Six hexadecimal digits, such as #0f6a58. It is made darker or lighter where text must be read on it, and refused where that is impossible.",
        check: text =>
        {
            if (!AccentColour.TryParse(text, out _, out var refusal))
                throw new RuleException(refusal, Setting.ValueField);
        });

    public static IServiceCollection AddBrand(this IServiceCollection services) => services
        .AddSettings([BrandSettings.Name, Accent, BrandSettings.PostalAddress, BrandSettings.Contact, BrandSettings.SecurityContact])
        .Configure<ShellHooks>(hooks => hooks.Brand = ReadAsync);

    private static async ValueTask<Brand> ReadAsync(HttpContext context)
    {
        var settings = await context.RequestServices.GetRequiredService<SettingsSnapshot>().CurrentAsync(context.RequestAborted);
        var hash = settings.Get(BrandSettings.LogoHash);
        return new Brand(settings.Get(BrandSettings.Name), hash.Length == 0 ? null : $"/brand/logo?v={hash[..12]}", AccentColour.Parse(settings.Get(Accent)))
        {
            Contact = settings.Get(BrandSettings.Contact),
        };
    }
}
