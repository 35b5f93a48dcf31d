using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Accounts;

/// <summary>A secret that travels in a link or a cookie: 192 random bits outside, its SHA-256 in the database.</summary>
/// <param name="Text">What travels (base64url, 32 characters).</param>
/// <param name="Hash">What is stored (hex).</param>
public sealed record Token(string Text, string Hash)
{
    public static Token New()
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        return new Token(text, HashOf(text));
    }

    public static string HashOf(string? text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));
}
