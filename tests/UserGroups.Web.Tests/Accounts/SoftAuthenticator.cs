using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>A security key in software (WebAuthn level 3, sections 6.1 and 6.5): ES256, no attestation, one credential.</summary>
public sealed class SoftAuthenticator(string origin = "https://localhost", string relyingParty = "localhost") : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] credentialId = RandomNumberGenerator.GetBytes(32);
    private uint counter;
    private string userHandle = "";

    /// <summary>User verified (PIN or fingerprint); off makes a key that was merely touched.</summary>
    public bool Verifies { get; set; } = true;

    public void Dispose() => key.Dispose();

    public string Make(string optionsJson)
    {
        var options = JsonDocument.Parse(optionsJson).RootElement;
        userHandle = options.GetProperty("user").GetProperty("id").GetString()!;
        var client = Client("webauthn.create", options);
        var data = Join(AuthenticatorData(0x40), new byte[16], [0, (byte)credentialId.Length], credentialId, CoseKey());
        byte[] attestation = [0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"), 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        return Answer(new { clientDataJSON = Encode(client), attestationObject = Encode(attestation), transports = new[] { "internal" } });
    }

    public string Show(string optionsJson)
    {
        var client = Client("webauthn.get", JsonDocument.Parse(optionsJson).RootElement);
        var data = AuthenticatorData(0);
        var signature = key.SignData(Join(data, SHA256.HashData(client)), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new { clientDataJSON = Encode(client), authenticatorData = Encode(data), signature = Encode(signature), userHandle });
    }

    private string Answer(object response) => JsonSerializer.Serialize(new
    {
        id = Encode(credentialId),
        rawId = Encode(credentialId),
        type = "public-key",
        authenticatorAttachment = "platform",
        clientExtensionResults = new { },
        response,
    });

    private byte[] Client(string type, JsonElement options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private byte[] AuthenticatorData(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++counter);
        return Join(SHA256.HashData(Encoding.ASCII.GetBytes(relyingParty)), [(byte)(flags | 0x01 | (Verifies ? 0x04 : 0))], count);
    }

    // COSE_Key in CBOR: kty EC2, alg ES256, crv P-256, x, y (RFC 9053).
    private byte[] CoseKey()
    {
        var point = key.ExportParameters(false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
