using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Web.Shell;

/// <summary>How the vendor appears: name, optional logo (a path on this host) and the accent every colour is derived from.</summary>
public sealed record Brand(string Name, string? LogoPath, AccentColour Accent)
{
    public static readonly Brand Default = new("User Groups", null, AccentColour.Default);

    /// <summary>The address that answers questions about the portal, or empty.</summary>
    public string Contact { get; init; } = "";

    /// <summary>The stylesheet that carries the accent, with the version its address ends in.</summary>
    public BrandSheet Sheet { get; } = BrandSheet.For(Accent);
}

/// <summary>A few lines of CSS and their version; a changed accent gets a new address, so the old one may be kept for a year.</summary>
public sealed record BrandSheet(string Css, string Version)
{
    public string Path => $"/brand.css?v={Version}";

    public static BrandSheet For(AccentColour accent)
    {
        var css = $$"""
            :root{--accent:light-dark({{accent.Light.Fill}},{{accent.Dark.Fill}});--on-accent:light-dark({{accent.Light.OnFill}},{{accent.Dark.OnFill}});--accent-ink:light-dark({{accent.Light.Ink}},{{accent.Dark.Ink}})}

            """;
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(css)))[..12];
        return new BrandSheet(css, version);
    }
}
