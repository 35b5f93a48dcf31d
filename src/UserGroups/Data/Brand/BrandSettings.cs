using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>How the vendor appears on pages and in letters.</summary>
public static class BrandSettings
{
    private const string Group = "Brand";

    public static readonly Setting<string> Name = Setting.Text("brand.name", Group, "Name", SiteAddress.FirstName, 60,
        "Stands in the header of every page and as the sender of every letter.",
        check: text =>
        {
            if (text.Length == 0)
                throw new RuleException("Name must not be empty: it stands in the header of every page.", Setting.ValueField);
        });

    /// <summary>SHA-256 of the logo in force, or empty; written by <see cref="LogoService"/>, not typed by hand.</summary>
    public static readonly Setting<string> LogoHash = Setting.Text("brand.logo", Group, "Logo", "", 64, "The picture in the header.");

    public static readonly Setting<string> PostalAddress = Setting.Text("brand.postal-address", Group, "Postal address", "", 300,
        "Stands at the foot of every letter; many countries require it.", manyLines: true);

    public static readonly Setting<string> Contact = Setting.Text("brand.contact", Group, "Contact address", "", 254,
        "An e-mail address that answers questions about the portal; shown on the About page. Empty shows none.",
        check: text =>
        {
            if (text.Length > 0 && !IsAddress(text))
                throw new RuleException("Contact address is one e-mail address, such as groups@example.com, or empty.", Setting.ValueField);
        });

    public static readonly Setting<string> SecurityContact = Setting.Text("brand.security-contact", Group, "Contact for security reports", "", 254,
        "Where somebody who found a hole writes: an e-mail address, or an https:// address with a form. Stands in /.well-known/security.txt. Empty takes the contact address; without either there is no such file.",
        check: text =>
        {
            if (text.Length > 0 && !IsAddress(text) && !(Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && !text.Any(char.IsWhiteSpace)))
                throw new RuleException("Contact for security reports is one e-mail address, such as security@example.com, an address that begins with https://, or empty.", Setting.ValueField);
        });

    private static bool IsAddress(string text) => text.Count(c => c == '@') == 1 && !text.StartsWith('@') && !text.EndsWith('@') && !text.Any(char.IsWhiteSpace);
}
