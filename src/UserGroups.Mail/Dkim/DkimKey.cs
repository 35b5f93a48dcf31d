using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using UserGroups.Mail.Dkim.Ed25519;

namespace UserGroups.Mail.Dkim;

/// <summary>
/// A private key with its domain and selector (RFC 6376 §3.1): RSA of 2,048 bits or more, or Ed25519 (RFC 8463). Safe for several threads:
/// an RSA object is used by one thread at a time and goes back into a small store.
/// </summary>
public sealed class DkimKey : IDisposable
{
    private readonly ConcurrentBag<RSA> store = [];
    private readonly RSAParameters? rsa;
    private readonly Ed25519Key? ed25519;

    private DkimKey(string domain, string selector, RSAParameters? rsa, Ed25519Key? ed25519, string publicKey)
    {
        (Domain, Selector, this.rsa, this.ed25519) = (domain, selector, rsa, ed25519);
        DnsRecord = $"v=DKIM1; k={(rsa is null ? "ed25519" : "rsa")}; p={publicKey}";
    }

    /// <summary>The signing domain, d=.</summary>
    public string Domain { get; }

    /// <summary>The selector, s=.</summary>
    public string Selector { get; }

    /// <summary><c>rsa-sha256</c> or <c>ed25519-sha256</c>, a=.</summary>
    public string Algorithm => rsa is null ? "ed25519-sha256" : "rsa-sha256";

    /// <summary>Where receivers look for the public key: a TXT record of this name.</summary>
    public string DnsName => $"{Selector}._domainkey.{Domain}";

    /// <summary>What that TXT record must say.</summary>
    public string DnsRecord { get; }

    /// <summary>Reads a key from a PEM file (PKCS #8 or PKCS #1).</summary>
    /// <param name="path">The file.</param>
    /// <param name="domain">The signing domain; the sender's domain or one above it.</param>
    /// <param name="selector">The selector.</param>
    /// <exception cref="DkimKeyException">The file cannot be read or used; the sentence says why.</exception>
    public static DkimKey Load(string path, string domain, string selector)
    {
        try
        {
            return FromPem(File.ReadAllText(path), domain, selector);
        }
        catch (DkimKeyException bad)
        {
            throw new DkimKeyException($"The DKIM key {path}: {bad.Message}", bad.InnerException);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DkimKeyException($"The DKIM key {path} does not exist.", missing);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new DkimKeyException($"The DKIM key {path} cannot be read: {denied.Message}", denied);
        }
    }

    /// <summary>Reads a key from PEM text.</summary>
    /// <param name="pem">The text with its BEGIN and END lines.</param>
    /// <param name="domain">The signing domain.</param>
    /// <param name="selector">The selector.</param>
    /// <exception cref="DkimKeyException">It is not a usable private key, or domain or selector are not valid.</exception>
    public static DkimKey FromPem(string pem, string domain, string selector)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (!MailDomain.TryParse(domain ?? "", out var cleanDomain, out _)) throw new DkimKeyException($"“{domain}” is not a domain name to sign for.");
        if (!MailDomain.TryParse(selector ?? "", out var cleanSelector, out _)) throw new DkimKeyException($"“{selector}” is not a selector; use letters, digits and hyphens.");
        if (!PemEncoding.TryFind(pem, out var fields)) throw new DkimKeyException("it is not a PEM file; it should begin with -----BEGIN PRIVATE KEY-----.");
        var der = Convert.FromBase64String(pem[fields.Base64Data]);
        try
        {
            return pem[fields.Label] switch
            {
                "PRIVATE KEY" when SeedOf(der) is { } seed => FromSeed(seed, cleanDomain, cleanSelector),
                "PRIVATE KEY" => FromRsa(r => r.ImportPkcs8PrivateKey(der, out _), cleanDomain, cleanSelector),
                "RSA PRIVATE KEY" => FromRsa(r => r.ImportRSAPrivateKey(der, out _), cleanDomain, cleanSelector),
                "ENCRYPTED PRIVATE KEY" => throw new DkimKeyException("it is locked with a password; store it without one and guard the file."),
                "PUBLIC KEY" or "RSA PUBLIC KEY" or "CERTIFICATE" => throw new DkimKeyException("it holds a public key; signing needs the private one."),
                var other => throw new DkimKeyException($"it holds a “{other}”, not a private key for RSA or Ed25519."),
            };
        }
        catch (Exception bad) when (bad is CryptographicException or AsnContentException)
        {
            throw new DkimKeyException("it is damaged, or it is not a key for RSA or Ed25519.", bad);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        while (store.TryTake(out var taken)) taken.Dispose();
    }

    /// <summary>Signs the SHA-256 of the canonical header (RFC 6376 §3.7; RFC 8463 §3 signs the hash itself).</summary>
    internal int Sign(ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        if (ed25519 is not null)
        {
            ed25519.Sign(hash, signature);
            return Ed25519Key.SignatureLength;
        }

        if (!store.TryTake(out var signer)) signer = RSA.Create(rsa!.Value);
        try
        {
            return signer.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            store.Add(signer);
        }
    }

    private static DkimKey FromSeed(byte[] seed, string domain, string selector)
    {
        var key = new Ed25519Key(seed);
        CryptographicOperations.ZeroMemory(seed);
        return new DkimKey(domain, selector, null, key, Convert.ToBase64String(key.PublicKey));
    }

    private static DkimKey FromRsa(Action<RSA> import, string domain, string selector)
    {
        using var key = RSA.Create();
        import(key);
        if (key.KeySize < 2048) throw new DkimKeyException($"it is an RSA key of {key.KeySize} bits; receivers want 2,048 or more.");
        if (key.KeySize > 8192) throw new DkimKeyException($"it is an RSA key of {key.KeySize} bits; more than 8,192 does not fit.");
        return new DkimKey(domain, selector, key.ExportParameters(true), null, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }

    // RFC 8410 §7: version, algorithm 1.3.101.112, an octet string in an octet string. Null when it is another algorithm.
    private static byte[]? SeedOf(byte[] der)
    {
        var key = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger();
        if (key.ReadSequence().ReadObjectIdentifier() != "1.3.101.112") return null;
        var seed = new AsnReader(key.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
        return seed.Length == Ed25519Key.SeedLength ? seed : throw new DkimKeyException("it is an Ed25519 key of the wrong length.");
    }
}
