using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace UserGroups.Mail.Smtp;

/// <summary>Accepts a certificate that verifies, or one whose fingerprint stands in the settings; says in a sentence what is wrong with others.</summary>
internal sealed class CertificateCheck(SmtpOptions options)
{
    /// <summary>What was wrong, or null.</summary>
    public string? Fault { get; private set; }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || IsTrusted(certificate)) return true;
        Fault = Explain(certificate, chain, errors);
        return false;
    }

    private bool IsTrusted(X509Certificate? certificate)
    {
        if (certificate is null || options.TrustedFingerprints.Count == 0) return false;
        var fingerprint = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        return options.TrustedFingerprints.Any(f => string.Equals(f.Replace(":", "", StringComparison.Ordinal), fingerprint, StringComparison.OrdinalIgnoreCase));
    }

    private string Explain(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) reasons.Add("it shows none");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) reasons.Add("it is for another name");
        foreach (var status in chain?.ChainStatus.Select(s => s.Status).Distinct() ?? [])
        {
            reasons.Add(status switch
            {
                X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => "nobody we trust has signed it",
                X509ChainStatusFlags.NotTimeValid => "it has run out or does not hold yet",
                X509ChainStatusFlags.Revoked => "it was withdrawn",
                var other => other.ToString(),
            });
        }

        var fingerprint = certificate?.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        return $"The certificate of {options.Host} is not accepted: {string.Join(", ", reasons.Distinct(StringComparer.Ordinal))}."
            + (fingerprint is null ? "" : $" Its SHA-256 fingerprint is {fingerprint}.");
    }
}
