using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace UserGroups.Shared;

/// <summary>
/// The log's events about who gets in and who is refused (OWASP ASVS 5.0, 16.3), each with a number and a name of its own; docs/operations.md lists them;
/// those about refused requests are written by the site under this class's name. It asks no database. Callers give numbers and words of the code, never what
/// somebody typed, so nobody writes a line of their own.
/// </summary>
public sealed partial class SecurityLog(ILogger<SecurityLog> log)
{
    // New with each process: the log and the database together do not tell which address was typed.
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>What stands for an address that has no account: the same for the same address until the process ends.</summary>
    /// <param name="address">As it is compared.</param>
    /// <returns>64 bits of HMAC-SHA-256, as 16 hex digits.</returns>
    public string MarkOf(string address) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(address)).AsSpan(0, 8));

    /// <summary>Somebody showed who they are.</summary>
    /// <param name="person">Number of the person.</param>
    /// <param name="way">What was shown, such as <c>PasswordAndCode</c>.</param>
    /// <param name="step"><c>SignIn</c>, <c>FirstStep</c> (a second factor is still to come) or <c>IsItYou</c>.</param>
    /// <param name="network">First part of the network address.</param>
    /// <param name="requestId">Id of the request, or null outside of one.</param>
    [LoggerMessage(1101, LogLevel.Information, "Security: authenticated, person {Person}, way {Way}, step {Step}, network {Network}, request {RequestId}")]
    public partial void Authenticated(long person, string way, string step, string network, string? requestId);

    /// <summary>Somebody did not show who they are.</summary>
    /// <param name="person">Number of the person it was tried for; null when there is none.</param>
    /// <param name="addressMark"><see cref="MarkOf"/> the address typed, where no account has it; else null.</param>
    /// <param name="way"><c>Password</c>, <c>Code</c>, <c>RecoveryCode</c> or <c>Passkey</c>.</param>
    /// <param name="why"><c>Wrong</c>, <c>Unknown</c>, <c>Resting</c> (after five wrong ones), <c>TooOften</c>, <c>UsedBefore</c>
    /// or <c>Foreign</c> (somebody else's).</param>
    /// <param name="network">First part of the network address.</param>
    /// <param name="requestId">Id of the request, or null outside of one.</param>
    [LoggerMessage(1102, LogLevel.Warning, "Security: authentication failed, person {Person}, address {AddressMark}, way {Way}, why {Why}, network {Network}, request {RequestId}")]
    public partial void AuthenticationFailed(long? person, string? addressMark, string way, string why, string network, string? requestId);

    /// <summary>Sessions were ended before their time.</summary>
    /// <param name="person">Whose; null for everybody's.</param>
    /// <param name="by">Number of who ended them.</param>
    /// <param name="how"><c>SignOut</c>, <c>List</c>, <c>Everywhere</c>, <c>Administrator</c> or <c>Everybody</c>.</param>
    [LoggerMessage(1103, LogLevel.Information, "Security: sessions ended, person {Person}, by {By}, how {How}")]
    public partial void SessionsEnded(long? person, long by, string how);
}
