using System.Text.RegularExpressions;

namespace UserGroups.Tests.House;

/// <summary>
/// What is not in the house cannot be attacked. Each row is a kind of code that the security ledger (docs/asvs.md) says is not there, with the few
/// files that may have it; whoever needs more changes the row, and with it what the ledger says.
/// </summary>
public sealed class AbsenceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("other programs", @"Process\.Start|ProcessStartInfo")]
    [InlineData("directories", @"System\.DirectoryServices|LdapConnection|DirectorySearcher")]
    [InlineData("XPath and style sheets", @"XPath|SelectNodes|SelectSingleNode|XslCompiledTransform")]
    [InlineData("readers that make objects of any type", @"BinaryFormatter|NetDataContractSerializer|SoapFormatter|LosFormatter|ObjectStateFormatter|TypeNameHandling|XmlSerializer|DataContractSerializer")]
    [InlineData("code made at run time", @"CSharpScript|Microsoft\.CodeAnalysis|DynamicMethod|Assembly\.Load|Expression\.Parse|RazorEngine|RunCompile")]
    [InlineData("memory by hand", @"\bunsafe\b(?!-)|DllImport|LibraryImport|Marshal\.|GCHandle")]
    [InlineData("patterns made of what somebody typed", @"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split)\(")]
    [InlineData("archives", @"ZipFile|ZipArchive|TarReader|GZipStream|BrotliStream|DeflateStream")]
    [InlineData("requests to other servers", @"HttpClient\b|IHttpClientFactory|WebRequest|WebClient|Dns\.")]
    [InlineData("sockets", @"new Socket\(|TcpClient|UdpClient|SslStream\(", "UserGroups.Mail/Smtp/")]
    [InlineData("SQL as text", @"FromSql|SqlQuery|ExecuteSql|CreateCommand\(\)|CommandText", "UserGroups/Data/", "UserGroups/Mail/Dispatch/OutboxWrites.cs")]
    [InlineData("random numbers that can be guessed", @"new Random\(|Random\.Shared", "UserGroups/Mail/Dispatch/DispatchRound.cs")]
    [InlineData("hashes and ciphers of yesterday", @"\bMD5\b|SHA1|\bDES\b|TripleDES|RC2|CipherMode|\bAes\b|AesCng|AesManaged", "UserGroups/Accounts/Totp.cs")]
    [InlineData("weak padding of what is encrypted", @"RSAEncryptionPadding|PaddingMode")]
    [InlineData("tokens that carry their own claims", @"JwtSecurityToken|JsonWebToken|AddJwtBearer|SecurityTokenDescriptor")]
    [InlineData("sign-in at or for another site", @"AddOAuth|AddOpenIdConnect|OpenIddict|IdentityServer|AddGoogle|AddSaml|SamlResponse")]
    [InlineData("other origins", @"AddCors|UseCors|EnableCors|Access-Control-Allow")]
    [InlineData("web sockets and query languages", @"UseWebSockets|MapHub|SignalR|GraphQL|ODataController|JsonpResult")]
    [InlineData("caches of other servers", @"IDistributedCache|Memcache|StackExchange\.Redis")]
    [InlineData("questions only the owner should know", @"SecurityQuestion|SecretQuestion|PasswordHint")]
    [InlineData("messages to phones", @"SmsSender|PhoneNumberTokenProvider|GenerateChangePhoneNumber|Twilio")]
    [InlineData("certificates of clients", @"ClientCertificate(?!s\b)|AddCertificate\(")]
    [InlineData("listings of folders", @"UseDirectoryBrowser|UseFileServer|EnableDirectoryBrowsing|ServeUnknownFileTypes")]
    public void Nowhere_in_the_house_is_there(string what, string pattern, params string[] except) =>
        Assert.Equal([], Repository.Sources("src").Where(f => !except.Any(e => f.Contains($"/{e}", StringComparison.Ordinal)) && Regex.IsMatch(CodeOf(f), pattern, RegexOptions.None, Limit)).Select(f => $"{f} has {what}"));

    [Theory]
    [InlineData("code made of text", @"\beval\s*\(|new Function|setTimeout\(\s*[""'`]|\bimport\s*\(")]
    [InlineData("HTML made of text", @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\.srcdoc")]
    [InlineData("anything kept in the browser", @"localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\.|serviceWorker")]
    [InlineData("messages from other windows and servers", @"postMessage|addEventListener\(\s*[""']message|WebSocket|EventSource|RTCPeerConnection")]
    [InlineData("a hand on what is pasted or dropped", @"onpaste|[""']paste[""']|[""']copy[""']|preventDefault\(\)[^;]*paste")]
    [InlineData("names that reach into prototypes", @"__proto__|Object\.assign\(\s*\w+\.prototype|\.constructor\.prototype")]
    [InlineData("other hosts", @"https?://(?!www\.w3\.org)")]
    public void No_script_of_the_portal_has(string what, string pattern)
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "src", "UserGroups.Web", "wwwroot", "js"), "*.js");
        Assert.Equal(4, scripts.Length);
        Assert.Equal([], scripts.Where(f => Regex.IsMatch(CodeOf(f), pattern, RegexOptions.None, Limit)).Select(f => $"{f} has {what}"));
    }

    // Not a word in a comment: what says why something is not used is no use of it.
    private static string CodeOf(string file) => Regex.Replace(File.ReadAllText(file), @"(?m)^\s*//.*$|(?<=\s)//\s.*$", "", RegexOptions.None, Limit);
}
