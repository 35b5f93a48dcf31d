using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>What links in announcements are signed with. Made once; whoever reads the database can sign, as with the keys beside it.</summary>
public sealed class LinkSecret
{
    public const int TheOne = 1;

    private LinkSecret()
    {
    }

    public LinkSecret(byte[] secret, DateTime madeAt) => (Secret, MadeAt) = (secret, madeAt);

    public int Id { get; private set; } = TheOne;

    public byte[] Secret { get; private set; } = [];

    public DateTime MadeAt { get; private set; }
}

/// <summary>What a link of an announcement means.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="ChapterId">News of which chapter it ends; 0 on a link that only opens the preferences.</param>
/// <param name="AnnouncementId">In which letter it stood; 0 for none.</param>
public sealed record LetterLink(long PersonId, long ChapterId, long AnnouncementId);

/// <summary>Writes and reads links that work without signing in: numbers in clear, and 128 bits of HMAC-SHA256 over them.</summary>
public sealed class LetterLinks(IServiceScopeFactory scopes, TimeProvider time)
{
    private const int SignatureBytes = 16;
    private volatile byte[]? secret;

    /// <summary>Makes the secret when there is none yet. Call it before a transaction is open.</summary>
    public async Task PrepareAsync(CancellationToken cancel = default)
    {
        if (secret is not null)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var found = await db.Set<LinkSecret>().AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            db.Add(new LinkSecret(RandomNumberGenerator.GetBytes(32), time.Now()));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (error.IsUniqueViolation())
            {
                // Another process made it in the same moment.
            }

            db.ChangeTracker.Clear();
            found = await db.Set<LinkSecret>().AsNoTracking().SingleAsync(cancel);
        }

        secret = found.Secret;
    }

    public string Write(LetterLink link)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{link.PersonId}-{link.ChapterId}-{link.AnnouncementId}");
        return $"{text}-{Sign(text)}";
    }

    /// <summary>What the token means; null when we did not write it.</summary>
    public async Task<LetterLink?> ReadAsync(string? token, CancellationToken cancel = default)
    {
        var parts = token is { Length: > 0 and <= 120 } ? token.Split('-', 4) : [];
        if (parts.Length != 4 || !Number(parts[0], out var person) || !Number(parts[1], out var chapter) || !Number(parts[2], out var announcement))
            return null;
        await PrepareAsync(cancel);
        var signature = Sign(string.Join('-', parts.Take(3)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.UTF8.GetBytes(parts[3])) ? new LetterLink(person, chapter, announcement) : null;
    }

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string Sign(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret ?? throw new InvalidOperationException("Call PrepareAsync first."), Encoding.ASCII.GetBytes(text), hash);
        return Base64Url.EncodeToString(hash[..SignatureBytes]);
    }
}
