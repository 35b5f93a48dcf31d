using System.Net;
using System.Text;

namespace UserGroups.Mail.Smtp;

/// <summary>AUTH (RFC 4954) with PLAIN (RFC 4616), LOGIN or XOAUTH2. Secrets never reach an answer's text.</summary>
internal sealed class SmtpSignIn(SmtpDialogue dialogue, SmtpCredentials credentials, ServerFeatures features, string host)
{
    /// <summary>Clear text only to this machine itself.</summary>
    public static bool MaySendSecrets(bool encrypted, EndPoint? remote) =>
        encrypted || (remote is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    public async Task RunAsync(CancellationToken caller)
    {
        if (!MaySendSecrets(dialogue.Channel.IsEncrypted, dialogue.Channel.Remote))
            throw Refuse("The password was not sent: the connection is not encrypted. Use STARTTLS or implicit TLS.");
        var reply = credentials.AccessToken is { } token
            ? await XOAuth2Async(await token(caller))
            : await PasswordAsync(credentials.Password ?? "");
        if (reply.Code == 235) return;
        var verdict = Verdict.Of(reply, DeliveryStep.SignIn);
        // 4xx is the server's trouble; everything else, a 3xx that asks for more too, is ours.
        throw new SmtpFaultException(reply.Code is >= 400 and < 500 ? verdict : verdict with
        {
            Outcome = DeliveryOutcome.PermanentForConnection,
            Text = $"{host} does not let {credentials.User} in: {reply.Line}",
        });
    }

    private async Task<SmtpReply> PasswordAsync(string password)
    {
        if (features.SignIn.Contains("PLAIN", StringComparer.Ordinal)) return await dialogue.AskAsync("AUTH PLAIN " + Encode($"\0{credentials.User}\0{password}"), DeliveryStep.SignIn);
        Offered("LOGIN");
        var reply = await dialogue.AskAsync("AUTH LOGIN", DeliveryStep.SignIn);
        if (reply.Code == 334) reply = await dialogue.AskAsync(Encode(credentials.User), DeliveryStep.SignIn);
        if (reply.Code == 334) reply = await dialogue.AskAsync(Encode(password), DeliveryStep.SignIn);
        return reply;
    }

    private async Task<SmtpReply> XOAuth2Async(string token)
    {
        Offered("XOAUTH2");
        var reply = await dialogue.AskAsync("AUTH XOAUTH2 " + Encode($"user={credentials.User}\u0001auth=Bearer {token}\u0001\u0001"), DeliveryStep.SignIn);
        // A refusal comes as a challenge with its reason; an empty line fetches the code.
        return reply.Code == 334 ? await dialogue.AskAsync("", DeliveryStep.SignIn) : reply;
    }

    private void Offered(string method)
    {
        if (features.SignIn.Contains(method, StringComparer.Ordinal)) return;
        var offers = features.SignIn.Count == 0 ? "none" : string.Join(", ", features.SignIn);
        throw Refuse($"{host} does not offer a way to sign in that we know; it offers {offers}.");
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static SmtpFaultException Refuse(string sentence) => new(Delivery.Blocked(sentence, DeliveryStep.SignIn));
}
