using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>Chromium's virtual authenticator: a device with a fingerprint reader that always says yes.</summary>
public sealed class Authenticator
{
    private readonly ICDPSession session;
    private readonly string id;

    private Authenticator(ICDPSession session, string id) => (this.session, this.id) = (session, id);

    public static async Task<Authenticator> PlugInAsync(Visitor visitor)
    {
        var tools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await tools.SendAsync("WebAuthn.enable");
        var added = await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new Authenticator(tools, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>How many passkeys the device holds.</summary>
    public async Task<int> CountAsync()
    {
        var answer = await session.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object>(StringComparer.Ordinal) { ["authenticatorId"] = id });
        return answer!.Value.GetProperty("credentials").GetArrayLength();
    }

    /// <summary>From now on the finger is not recognised, or is again.</summary>
    public Task RecogniseAsync(bool yes) => session.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object>(StringComparer.Ordinal) { ["authenticatorId"] = id, ["isUserVerified"] = yes });
}
