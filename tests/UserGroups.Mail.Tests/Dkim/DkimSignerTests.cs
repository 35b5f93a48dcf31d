using System.Security.Cryptography;
using System.Text;
using UserGroups.Mail.Dkim;
using UserGroups.Mail.Tests.Mime;

namespace UserGroups.Mail.Tests.Dkim;

public class DkimSignerTests
{
    private static readonly string RsaPem = MakeRsa(2048);

    // RFC 8463 appendix A.2: the key pair "brisbane" (the seed of TEST 1 in RFC 8032) in PKCS #8.
    private const string EdPem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

    [Fact]
    public void The_key_of_RFC_8463_gives_its_DNS_record()
    {
        using var key = DkimKey.FromPem(EdPem, "football.example.com", "brisbane");

        Assert.Equal("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", key.DnsRecord);
        Assert.Equal("brisbane._domainkey.football.example.com", key.DnsName);
        Assert.Equal("ed25519-sha256", key.Algorithm);
    }

    [Fact]
    public void The_test_verifier_accepts_the_signed_message_of_RFC_8463()
    {
        var message = Encoding.ASCII.GetBytes("""
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.

            """.ToCrlf());

        Assert.Equal([null], DkimVerifier.Verify(message, _ => "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
        message[^5] ^= 1;
        Assert.NotEqual([null], DkimVerifier.Verify(message, _ => "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
    }

    [Fact]
    public void A_message_signed_twice_holds_twice()
    {
        using var signer = new TwoKeys();

        var verdicts = DkimVerifier.Verify(signer.Sign(Samples.Announcement()), signer.Record);

        Assert.Equal([null, null], verdicts);
    }

    [Fact]
    public void Every_body_of_the_corpus_is_signed_right()
    {
        using var signer = new TwoKeys();
        foreach (var body in Corpus.Bodies)
            Assert.Equal([null, null], DkimVerifier.Verify(signer.Sign(Samples.Letter(text: body)), signer.Record));
    }

    [Theory]
    [InlineData("Subject: Spring", "Subject: Sprung")]
    [InlineData("we meet", "we mxet")]
    [InlineData("List-Unsubscribe-Post: List-Unsubscribe=One-Click", "List-Unsubscribe-Post: List-Unsubscribe=Two-Click")]
    [InlineData("Message-ID: <0", "Message-ID: <1")]
    [InlineData("From: Lena", "From: Anna")]
    [InlineData("From: Lena", "Subject: a second one\r\nFrom: Lena")]
    [InlineData("From: Lena", "From: evil@example.org\r\nFrom: Lena")]
    public void A_changed_message_does_not_hold(string was, string becomes)
    {
        using var signer = new TwoKeys();
        var signed = Encoding.ASCII.GetString(signer.Sign(Samples.Announcement("Spring meeting")));
        Assert.Contains(was, signed, StringComparison.Ordinal);

        var verdicts = DkimVerifier.Verify(Encoding.ASCII.GetBytes(signed.Replace(was, becomes, StringComparison.Ordinal)), signer.Record);

        Assert.DoesNotContain(null, verdicts);
    }

    [Theory]
    [InlineData("Subject: Spring meeting", "subject:  \t Spring \r\n\tmeeting  ")]
    [InlineData("Thursday: https", "Thursday:  \t https")]
    [InlineData("You get this because you follow Oslo.\r\n", "You get this because you follow Oslo.  \r\n")]
    public void White_space_that_relays_change_does_not_matter(string was, string becomes)
    {
        using var signer = new TwoKeys();
        var signed = Encoding.ASCII.GetString(signer.Sign(Samples.Announcement("Spring meeting") with { Html = null }));
        Assert.Contains(was, signed, StringComparison.Ordinal);

        var verdicts = DkimVerifier.Verify(Encoding.ASCII.GetBytes(signed.Replace(was, becomes, StringComparison.Ordinal)), signer.Record);

        Assert.Equal([null, null], verdicts);
    }

    [Fact]
    public void The_signature_covers_what_receivers_ask_for_and_folds()
    {
        using var signer = new TwoKeys();
        var signed = Encoding.ASCII.GetString(signer.Sign(Samples.Announcement()));
        var field = signed[..signed.IndexOf("\r\nDKIM-Signature", StringComparison.Ordinal)];
        var names = DkimVerifier.Tags(field["DKIM-Signature:".Length..])["h"].Split(':');

        Assert.Equal(
            ["from", "from", "to", "to", "subject", "subject", "date", "date", "message-id", "message-id", "mime-version", "mime-version", "content-type", "content-type", "list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted"],
            names);
        Assert.All(field.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.DoesNotContain(" l=", field, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_may_sign_with_one_signer()
    {
        using var signer = new TwoKeys();
        var letters = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => signer.Sign(Samples.Letter($"Letter {i}")))));

        Assert.All(letters, letter => Assert.Equal([null, null], DkimVerifier.Verify(letter, signer.Record)));
    }

    [NeedsDkimpyFact]
    public void Dkimpy_accepts_both_signatures_of_hard_messages()
    {
        using var signer = new TwoKeys();
        OutgoingMessage[] letters = [Samples.Announcement(), Samples.Letter(Corpus.Subjects[13], Corpus.Bodies[8], Corpus.Bodies[32]), Samples.Letter(text: "\n\n\n"), Samples.Letter(text: "trailing  \t\n\n\n")];
        foreach (var letter in letters)
        {
            var path = Path.GetTempFileName();
            File.WriteAllBytes(path, signer.Sign(letter));
            var (_, output) = Python.Run("dkim_check.py", "", path, $"{signer.Rsa.DnsName}={signer.Rsa.DnsRecord}", $"{signer.Ed.DnsName}={signer.Ed.DnsRecord}");
            File.Delete(path);
            Assert.Equal("ok\nok\n", output);
        }
    }

    internal static string MakeRsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private sealed class TwoKeys : IDisposable
    {
        public DkimKey Rsa { get; } = DkimKey.FromPem(RsaPem, "oslo.example.org", "r1");

        public DkimKey Ed { get; } = DkimKey.FromPem(EdPem, "oslo.example.org", "e1");

        public byte[] Sign(OutgoingMessage message)
        {
            using var composed = new MessageComposer(new DkimSigner(Rsa, Ed)).Compose(message);
            return composed.Content.ToArray();
        }

        public string Record(string name) => name == Rsa.DnsName ? Rsa.DnsRecord : name == Ed.DnsName ? Ed.DnsRecord : throw new InvalidOperationException(name);

        public void Dispose()
        {
            Rsa.Dispose();
            Ed.Dispose();
        }
    }
}
