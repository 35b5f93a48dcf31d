using System.Globalization;
using System.Text;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.House;

/// <summary>Holds docs/access.md against the running site: no endpoint without a row, no row without an endpoint, and every answer as written.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public void Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        var endpoints = AccessTable.Endpoints(portal.Services);
        var rows = AccessTable.Read();
        Assert.Equal(("", ""), (string.Join('\n', endpoints.Except(rows.Keys)), string.Join('\n', rows.Keys.Except(endpoints))));
        Assert.All(rows, row => Assert.Equal(AccessTable.People.Length, row.Value.Length));
    }

    [Fact]
    public async Task Every_person_gets_the_answer_that_is_written()
    {
        var rows = AccessTable.Read();
        var wrong = new StringBuilder();
        for (var column = 0; column < AccessTable.People.Length; column++)
        {
            var browser = await BrowserAsync(AccessTable.People[column]);
            foreach (var (endpoint, cells) in rows)
            {
                var answer = await AskAsync(browser, AccessTable.People[column], endpoint);
                if (answer != cells[column])
                    wrong.AppendLine(CultureInfo.InvariantCulture, $"{endpoint}: {AccessTable.People[column]} gets {answer}, written is {cells[column]}");
            }
        }

        Assert.Equal("", wrong.ToString());
    }

    private static async Task<string> AskAsync(PortalClient browser, string person, string endpoint)
    {
        var (method, path) = (endpoint.Split(' ')[0], AccessTable.AddressOf(endpoint.Split(' ')[1]));
        // An empty form with a valid token: what it says about the form does not matter here, only who may send it.
        using var answer = method == "POST" && !endpoint.EndsWith("/inbound", StringComparison.Ordinal)
            ? (await browser.PostAsync(path, person == "visitor" ? "/account/sign-in" : "/about")).Response
            : await browser.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        return ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    // A sign-out would end the session the next row needs, so each person signs in once and the table asks for it last.
    private async Task<PortalClient> BrowserAsync(string person) => person switch
    {
        "visitor" => portal.Browser(),
        "member" => await portal.SignedInAsync("Max"),
        "outsider" => await portal.SignedInAsync("Ida"),
        "lead" => await portal.SignedInAsync("Lena"),
        "host" => await portal.SignedInAsync("Host"),
        "community manager" => await portal.StaffAsync("Aino", StaffRole.CommunityManager),
        "finance" => await portal.StaffAsync("Finn", StaffRole.Finance),
        "fulfilment" => await portal.StaffAsync("Pia", StaffRole.Fulfilment),
        _ => await portal.StaffAsync("Sam", StaffRole.Administrator),
    };
}
