using System.Security.Cryptography;
using UserGroups.Mail.Dkim;

namespace UserGroups.Mail.Tests.Dkim;

public sealed class DkimKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dkim").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Both_PEM_forms_of_RSA_are_read()
    {
        using var rsa = RSA.Create(2048);
        using var eight = DkimKey.Load(Store(rsa.ExportPkcs8PrivateKeyPem()), "example.org", "s1");
        using var one = DkimKey.Load(Store("a comment\n" + rsa.ExportRSAPrivateKeyPem()), "example.org", "s1");

        Assert.Equal($"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}", eight.DnsRecord);
        Assert.Equal(eight.DnsRecord, one.DnsRecord);
        Assert.Equal("rsa-sha256", one.Algorithm);
    }

    [Fact]
    public void An_international_domain_becomes_its_A_labels()
    {
        using var key = DkimKey.FromPem(DkimSignerTests.MakeRsa(2048), "Köln.example", "s1");

        Assert.Equal("s1._domainkey.xn--kln-sna.example", key.DnsName);
    }

    [Fact]
    public void Each_wrong_key_gets_its_sentence()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var missing = Path.Combine(folder, "missing.pem");

        Assert.Equal($"The DKIM key {missing} does not exist.", Fault(missing));
        Assert.EndsWith("it is not a PEM file; it should begin with -----BEGIN PRIVATE KEY-----.", Fault(Store("hello")), StringComparison.Ordinal);
        Assert.EndsWith("it is an RSA key of 1024 bits; receivers want 2,048 or more.", Fault(Store(DkimSignerTests.MakeRsa(1024))), StringComparison.Ordinal);
        Assert.EndsWith("it holds a public key; signing needs the private one.", Fault(Store(rsa.ExportSubjectPublicKeyInfoPem())), StringComparison.Ordinal);
        Assert.EndsWith("it is locked with a password; store it without one and guard the file.", Fault(Store(rsa.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)))), StringComparison.Ordinal);
        Assert.EndsWith("it is damaged, or it is not a key for RSA or Ed25519.", Fault(Store(ec.ExportPkcs8PrivateKeyPem())), StringComparison.Ordinal);
        Assert.EndsWith("it is damaged, or it is not a key for RSA or Ed25519.", Fault(Store("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYD\n-----END PRIVATE KEY-----\n")), StringComparison.Ordinal);
        Assert.EndsWith("it holds a “EC PRIVATE KEY”, not a private key for RSA or Ed25519.", Fault(Store(ec.ExportECPrivateKeyPem())), StringComparison.Ordinal);
        Assert.Equal("“no domain” is not a domain name to sign for.", Assert.Throws<DkimKeyException>(() => DkimKey.FromPem("", "no domain", "s")).Message);
        Assert.Equal("“a b” is not a selector; use letters, digits and hyphens.", Assert.Throws<DkimKeyException>(() => DkimKey.FromPem("", "example.org", "a b")).Message);
    }

    private static string Fault(string path) => Assert.Throws<DkimKeyException>(() => DkimKey.Load(path, "example.org", "s1")).Message;

    private string Store(string pem)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".pem");
        File.WriteAllText(path, pem);
        return path;
    }
}
