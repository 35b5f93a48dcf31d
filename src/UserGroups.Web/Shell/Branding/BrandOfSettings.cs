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
        .AddSingleton<BrandReader>()
        .Configure<ShellHooks>(hooks => hooks.Brand = context => context.RequestServices.GetRequiredService<BrandReader>().ReadAsync(context.RequestAborted));

    // Every page asks for it, and the tones of the accent are searched for by contrast: made once for the settings in force.
    private sealed class BrandReader(SettingsSnapshot snapshot)
    {
        private Made? made;

        public async ValueTask<Brand> ReadAsync(CancellationToken cancel)
        {
            var settings = await snapshot.CurrentAsync(cancel);
            var last = Volatile.Read(ref made);
            if (last?.Of != settings)
                Volatile.Write(ref made, last = new Made(settings, Make(settings)));
            return last.Brand;
        }

        private static Brand Make(SettingValues settings)
        {
            var hash = settings.Get(BrandSettings.LogoHash);
            return new Brand(settings.Get(BrandSettings.Name), hash.Length == 0 ? null : $"/brand/logo?v={hash[..12]}", AccentColour.Parse(settings.Get(Accent)))
            {
                Contact = settings.Get(BrandSettings.Contact),
            };
        }

        private sealed record Made(SettingValues Of, Brand Brand);
    }
}
