using System.Security.Cryptography;
using UserGroups.Mail.Dkim.Ed25519;

namespace UserGroups.Mail.Tests.Dkim;

public class Ed25519Tests
{
    // RFC 8032 §7.1: TEST 1, 2, 3 and SHA(abc).
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f", "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void The_vectors_of_RFC_8032_come_out(string seed, string publicKey, string message, string signature)
    {
        var key = new Ed25519Key(Convert.FromHexString(seed));
        var signed = new byte[64];

        key.Sign(Convert.FromHexString(message), signed);

        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey));
        Assert.Equal(signature, Convert.ToHexStringLower(signed));
    }

    [Fact]
    public void Random_keys_and_messages_verify_by_plain_big_number_arithmetic()
    {
        for (var round = 0; round < 25; round++)
        {
            var key = new Ed25519Key(RandomNumberGenerator.GetBytes(32));
            var message = RandomNumberGenerator.GetBytes(round * 7);
            var signature = new byte[64];
            key.Sign(message, signature);

            Assert.True(Ed25519Verifier.Verify(key.PublicKey, message, signature));
            signature[round] ^= 1;
            Assert.False(Ed25519Verifier.Verify(key.PublicKey, message, signature));
        }
    }

    [Fact]
    public void Scalars_agree_with_big_numbers_at_the_edges()
    {
        byte[][] edges = [Fill(0), Fill(0xFF), Ed25519Verifier.LittleEndian(Ed25519Verifier.L, 32), Ed25519Verifier.LittleEndian(Ed25519Verifier.L - 1, 32), Fill(0x80), RandomNumberGenerator.GetBytes(32)];
        var result = new byte[32];
        foreach (var a in edges)
            foreach (var b in edges)
                foreach (var c in edges)
                {
                    Scalar.MultiplyAdd(a, b, c, result);
                    Assert.Equal(((Ed25519Verifier.Number(a) * Ed25519Verifier.Number(b)) + Ed25519Verifier.Number(c)) % Ed25519Verifier.L, Ed25519Verifier.Number(result));
                }
    }

    [Fact]
    public void Field_elements_agree_with_big_numbers_at_the_edges()
    {
        var p = Ed25519Verifier.P;
        byte[][] edges = [.. new[] { 0, 1, p - 1, p, p + 1, (p * 2) - 1 - p, (System.Numerics.BigInteger.One << 255) - 1, p / 2 }.Select(n => Ed25519Verifier.LittleEndian(n, 32)), .. Enumerable.Range(0, 8).Select(_ => Random255())];
        foreach (var a in edges)
            foreach (var b in edges)
            {
                var (x, y) = (FieldElement.FromBytes(a), FieldElement.FromBytes(b));
                var (m, n) = (Ed25519Verifier.Number(a), Ed25519Verifier.Number(b));
                Assert.Equal(m * n % p, Value(x * y));
                Assert.Equal((m + n) % p, Value(x + y));
                Assert.Equal((m - n + (4 * p)) % p, Value(x - y));
                Assert.Equal(m * m % p * n % p, Value(x * x * y));
            }
    }

    private static byte[] Random255()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        bytes[31] &= 0x7F;
        return bytes;
    }

    private static byte[] Fill(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static System.Numerics.BigInteger Value(FieldElement element)
    {
        var bytes = new byte[32];
        element.ToBytes(bytes);
        return Ed25519Verifier.Number(bytes);
    }
}
