using System.Net.NetworkInformation;

namespace UserGroups.Mail.Smtp;

/// <summary>From a fresh connection to one that may carry mail: greeting, EHLO, TLS, EHLO again, sign-in.</summary>
internal sealed class SmtpGreeting(SmtpDialogue dialogue, SmtpOptions options)
{
    public async Task<ServerFeatures> RunAsync()
    {
        if (options.Security == SmtpSecurity.ImplicitTls) await dialogue.StartTlsAsync();
        Require(await dialogue.ReadAsync(DeliveryStep.Greeting, keepText: true), DeliveryStep.Greeting);
        var features = await HelloAsync();
        if (options.Security is SmtpSecurity.StartTls or SmtpSecurity.Opportunistic) features = await ProtectAsync(features);
        if (options.Credentials is { } credentials) await new SmtpSignIn(dialogue, credentials, features, options.Host).RunAsync(dialogue.Caller);
        return features;
    }

    private async Task<ServerFeatures> HelloAsync()
    {
        var name = options.LocalName ?? OwnName();
        var reply = await dialogue.AskAsync($"EHLO {name}", DeliveryStep.Greeting);
        if (reply.IsGood) return ServerFeatures.Parse(reply.Text);
        // A server older than 1995 knows no EHLO and has no features (RFC 5321 §3.2).
        if (reply.Code is >= 500 and < 600 && !dialogue.Channel.IsBroken) reply = await dialogue.AskAsync($"HELO {name}", DeliveryStep.Greeting);
        Require(reply, DeliveryStep.Greeting);
        return new ServerFeatures();
    }

    private async Task<ServerFeatures> ProtectAsync(ServerFeatures features)
    {
        var required = options.Security == SmtpSecurity.StartTls;
        if (!features.StartTls)
        {
            if (!required) return features;
            throw new SmtpFaultException(Delivery.Blocked($"{options.Host} offers no STARTTLS, and the settings ask for it; nothing was sent.", DeliveryStep.Tls));
        }

        var reply = await dialogue.AskAsync("STARTTLS", DeliveryStep.Tls);
        if (reply.Code != 220)
        {
            if (!required && !dialogue.Channel.IsBroken) return features;
            throw new SmtpFaultException(reply.IsGood ? Delivery.Temporary("The server's answer to STARTTLS makes no sense.", DeliveryStep.Tls) : Verdict.Of(reply, DeliveryStep.Tls));
        }

        // Whatever came before TLS is not the server's word (RFC 3207 §6); more than the answer is an attack.
        if (dialogue.Channel.HasUnasked) throw new SmtpFaultException(Delivery.Temporary("Somebody slipped answers in before TLS began; the connection was dropped.", DeliveryStep.Tls));
        await dialogue.StartTlsAsync();
        return await HelloAsync();
    }

    private static void Require(SmtpReply reply, DeliveryStep step)
    {
        if (!reply.IsGood) throw new SmtpFaultException(Verdict.Of(reply, step));
    }

    private static string OwnName()
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        var name = properties.DomainName.Length > 0 ? $"{properties.HostName}.{properties.DomainName}" : properties.HostName;
        return MailDomain.TryParse(name, out var clean, out _) ? clean : "localhost";
    }
}
