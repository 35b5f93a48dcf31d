using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using UserGroups.Accounts;

namespace UserGroups.Tests.Accounts;

public sealed class RecoveryCodeHashesTests
{
    private static readonly string[] Codes = ["ABCDE23456", "FGHJK23456", "MNPQR23456"];

    private readonly RecoveryCodeHashes hashes = Of(1_000);

    [Fact]
    public void A_stored_code_is_PBKDF2_of_the_code_with_a_salt_and_its_iterations_beside_it()
    {
        var stored = hashes.OfNew(Codes);
        foreach (var (code, one) in Codes.Zip(stored))
        {
            Assert.Equal((64, '$'), (one.Length, one[0]));
            var bytes = Base64Url.DecodeFromChars(one.AsSpan(1));
            Assert.Equal(1_000, BinaryPrimitives.ReadInt32BigEndian(bytes));
            Assert.Equal(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), bytes.AsSpan(4, 16), 1_000, HashAlgorithmName.SHA512, 27), bytes[20..]);
        }
    }

    [Fact]
    public void One_hash_tells_whether_a_code_is_one_of_the_ten()
    {
        var stored = hashes.OfNew(Codes);
        foreach (var (code, one) in Codes.Zip(stored))
            Assert.Equal(one, hashes.Of(7, $" {code[..5].ToLowerInvariant()}-{code[5..]} ", stored[0]));
        Assert.DoesNotContain(hashes.Of(7, "ABCDE23457", stored[0]), stored);
        Assert.DoesNotContain(hashes.Of(7, null, stored[0]), stored);
    }

    [Fact]
    public void Two_people_with_the_same_code_are_stored_differently() => Assert.NotEqual(hashes.OfNew(Codes)[0], hashes.OfNew(Codes)[0]);

    [Fact]
    public void Codes_stored_with_fewer_iterations_are_still_taken_when_the_figure_grows()
    {
        var stored = hashes.OfNew(Codes);
        Assert.Equal(stored[1], Of(2_000).Of(7, Codes[1], stored[2]));
    }

    [Fact]
    public void Codes_stored_before_as_SHA_256_with_the_persons_number_are_still_taken() =>
        Assert.Equal(Token.HashOf("7:ABCDE23456"), hashes.Of(7, "abcde-23456", Token.HashOf("7:FGHJK23456")));

    private static RecoveryCodeHashes Of(int iterations) => new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
}
