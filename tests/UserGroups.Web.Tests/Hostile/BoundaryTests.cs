using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using UserGroups.Web.Tests.Start;

namespace UserGroups.Web.Tests.Hostile;

/// <summary>Where one request ends and the next begins (RFC 9112, 6), asked of the real server over a bare connection.</summary>
public sealed partial class BoundaryTests
{
    [Fact]
    public async Task A_request_ends_where_its_framing_says_and_a_doubtful_one_is_refused()
    {
        await using var portal = PortalProcess.Start(PortalProcess.NewFolder());
        await portal.WaitUntilReadyAsync();
        const string next = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        // The last chunk ends the body, and what follows is a request of its own.
        Assert.Equal([400, 200], await AskAsync(portal.Address, "POST /account/sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + next));
        // With a length beside it the length is ignored and the connection ends (6.1, 6.3): nothing behind it is taken for a request.
        Assert.Equal([400], await AskAsync(portal.Address, "POST /account/sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n" + next));
        // Each of these could be read in two ways; the connection ends with the refusal.
        foreach (var doubtful in new[] { "Content-Length: 4\r\nContent-Length: 5", "Content-Length: 4, 5", "Content-Length: -1", "Transfer-Encoding: identity, chunked, gzip", "Content-Length : 4", "X: a\r\n folded: b" })
            Assert.Equal((doubtful, "400"), (doubtful, string.Join(' ', await AskAsync(portal.Address, $"POST /account/sign-in HTTP/1.1\r\nHost: localhost\r\n{doubtful}\r\n\r\nabcd" + next))));
    }

    private static async Task<List<int>> AskAsync(Uri address, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = await new StreamReader(stream, Encoding.ASCII).ReadToEndAsync(limit.Token);
        return [.. Status().Matches(read).Select(m => int.Parse(m.Groups["status"].Value, System.Globalization.CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"HTTP/1\.1 (?<status>\d{3}) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Status();
}
