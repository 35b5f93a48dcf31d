using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Mail.Inbound;

/// <summary>
/// A return address that says which letter it belongs to, signed so that nobody can invent a bounce for somebody else's address:
/// <c>bounces+4211-7f3c0d5e9a1b2c3d@example.org</c> (number of the outbox row, 64 bits of HMAC-SHA256).
/// </summary>
public sealed class ReturnAddress(MailOptions options)
{
    private readonly Mailbox? mailbox = options.Inbound.Address.Length > 0 ? new Mailbox(options.Inbound.Address) : null;

    // A key of its own, so that a return address says nothing about the hook's signature.
    private readonly byte[] key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Inbound.Key), "return address"u8);

    /// <summary>Where bounces of a letter go; null: to its sender.</summary>
    public Mailbox? For(long letter) =>
        mailbox is null ? null : new Mailbox(string.Create(CultureInfo.InvariantCulture, $"{mailbox.LocalPart}+{letter}-{Signature(letter)}@{mailbox.Domain}"));

    /// <summary>The letter an address belongs to, or null when we did not make it.</summary>
    public long? LetterOf(string? address)
    {
        if (mailbox is null || address is null)
            return null;
        var at = address.LastIndexOf('@');
        var plus = at < 0 ? -1 : address.LastIndexOf('+', at);
        if (plus < 0 || !address.AsSpan(0, plus).Equals(mailbox.LocalPart, StringComparison.OrdinalIgnoreCase) || !address.AsSpan(at + 1).Equals(mailbox.Domain, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = address[(plus + 1)..at].Split('-');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var letter))
            return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(parts[1].ToLowerInvariant()), Encoding.UTF8.GetBytes(Signature(letter))) ? letter : null;
    }

    private string Signature(long letter) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(letter.ToString(CultureInfo.InvariantCulture))).AsSpan(0, 8));
}
