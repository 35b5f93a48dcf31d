using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail.Writing;

/// <summary>What all letters of the portal have in common.</summary>
/// <param name="Name">The portal's name at the head.</param>
/// <param name="Site">The portal's address; relative links begin there.</param>
/// <param name="PostalAddress">At the foot; lines separated by line breaks; may be empty.</param>
/// <param name="Accent">Buttons and head.</param>
public sealed record Stationery(string Name, Uri Site, string PostalAddress, MailColour Accent)
{
    public static Stationery From(SettingValues settings, SiteAddress site) => new(
        settings.Get(BrandSettings.Name), site.PublicUrl,
        settings.Get(BrandSettings.PostalAddress).ReplaceLineEndings("\n").Trim(),
        // Buttons carry white words.
        MailColour.Parse(settings.Get(MailSettings.Accent)).ReadableOn(MailColour.White));

    /// <summary>Name and postal address as lines; an address that begins with the name says it once.</summary>
    public IEnumerable<string> PostalLines
    {
        get
        {
            var lines = PostalAddress.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.Length > 0 && lines[0].StartsWith(Name, StringComparison.OrdinalIgnoreCase) ? lines : lines.Prepend(Name);
        }
    }

    /// <summary>The sentence for letters that have none of their own.</summary>
    public string UsualWhy => $"You get this letter because this address is used on {Name}.";
}
