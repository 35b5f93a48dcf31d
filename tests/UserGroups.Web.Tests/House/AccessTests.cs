using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Tests.House;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.House;

/// <summary>Holds docs/access.md against the running site: no endpoint without a row, no row without an endpoint, and every answer as written.</summary>
public sealed class AccessTests
{
    private static readonly HashSet<string> EndsSession = new(StringComparer.Ordinal) { "POST /account/authenticator/off", "POST /account/sessions/end-all", "POST /account/sign-out" };

    [Fact]
    public async Task Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        await using var portal = await Portal.OpenAsync();
        var endpoints = AccessTable.Endpoints(portal.Services);
        var rows = AccessTable.Read();
        Assert.Equal(("", ""), (string.Join('\n', endpoints.Except(rows.Keys)), string.Join('\n', rows.Keys.Except(endpoints))));
        Assert.All(rows, row => Assert.Equal(AccessTable.People.Length, row.Value.Length));
    }

    [Fact]
    public async Task Every_person_gets_the_answer_that_is_written_in_sound_markup_with_every_header()
    {
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        var rows = AccessTable.Read();
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var person in AccessTable.People)
        {
            // A portal for each person: what one tries must not use up the limits of another.
            await using var portal = await Portal.OpenAsync();
            await AddOsloAsync(portal);
            var browser = await BrowserAsync(portal, person);
            foreach (var endpoint in AccessTable.Endpoints(portal.Services))
                found.TryAdd(endpoint, []);
            // What ends a session or takes its second factor comes last, each with a session of its own.
            foreach (var endpoint in found.Keys.OrderBy(e => EndsSession.Contains(e)))
            {
                found[endpoint].Add(await AskAsync(browser, person, endpoint, faults));
                if (EndsSession.Contains(endpoint) && person != "visitor")
                    browser = await portal.SignInAsync(NameOf(person));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        var wrong = found.Where(f => !rows.TryGetValue(f.Key, out var written) || !written.SequenceEqual(f.Value)).ToList();
        if (wrong.Count > 0)
            await WriteFoundAsync(found);
        Assert.Equal("", string.Join('\n', wrong.Select(w => $"{w.Key}: found {string.Join(' ', w.Value)}, written {string.Join(' ', rows.GetValueOrDefault(w.Key, ["nothing"]))}")));
    }

    // The chapter and the event that addresses with a hole mean: Lena leads it, Vera is a host, Max a member; Ida has nothing to do with it.
    private static async Task AddOsloAsync(Portal portal)
    {
        var oslo = await portal.AddOsloAsync();
        var max = await portal.AddAsync("Max");
        await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 20));
        await using var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MembershipService>().JoinAsync(max, oslo);
    }

    // For whoever adds an endpoint: read every cell, then copy the row into docs/access.md.
    private static async Task WriteFoundAsync(Dictionary<string, List<string>> found)
    {
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        await File.WriteAllLinesAsync(Path.Combine(Repository.Root, "artifacts", "access-found.md"), found.Select(f => $"| `{f.Key}` | {string.Join(" | ", f.Value)} |"));
    }

    private static async Task<string> AskAsync(PortalClient browser, string person, string endpoint, SortedSet<string> faults)
    {
        var (method, path) = (endpoint.Split(' ')[0], AccessTable.AddressOf(endpoint.Split(' ')[1]));
        // An empty form with a valid token: what it says about the form does not matter here, only who may send it.
        using var answer = method == "POST" && !endpoint.EndsWith("/inbound", StringComparison.Ordinal)
            ? (await browser.PostAsync(path, person == "visitor" ? "/account/sign-in" : "/about")).Response
            : await browser.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        foreach (var fault in await FaultsAsync(answer))
            faults.Add($"{endpoint} {(int)answer.StatusCode}: {fault}");
        return ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(HttpResponseMessage answer)
    {
        string[] always = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"];
        var lacking = always.Where(h => !answer.Headers.Contains(h)).Select(h => $"no {h}");
        var type = answer.Content.Headers.ContentType;
        if (type?.MediaType?.StartsWith("text/", StringComparison.Ordinal) == true && type.CharSet != "utf-8")
            lacking = lacking.Append($"{type} without charset=utf-8");
        // A piece of a page, for the script, is no page.
        return type?.MediaType == "text/html" && answer.RequestMessage?.RequestUri?.AbsolutePath != "/apply/nearby" ? lacking.Concat(Markup.FaultsOf(await answer.Content.ReadAsStringAsync())) : lacking;
    }

    private static async Task<PortalClient> BrowserAsync(Portal portal, string person) => (RoleOf(person), person) switch
    {
        (StaffRole role, _) => await portal.StaffAsync(NameOf(person), role),
        (_, "visitor") => portal.Browser(),
        (_, "outsider") => await portal.SignedInAsync(NameOf(person)),
        _ => await portal.SignInAsync(NameOf(person)),
    };

    private static string NameOf(string person) => person switch
    {
        "member" => "Max",
        "outsider" => "Ida",
        "lead" => "Lena",
        "host" => "Vera",
        "community manager" => "Aino",
        "finance" => "Finn",
        "fulfilment" => "Pia",
        _ => "Sam",
    };

    private static StaffRole? RoleOf(string person) => person switch
    {
        "community manager" => StaffRole.CommunityManager,
        "finance" => StaffRole.Finance,
        "fulfilment" => StaffRole.Fulfilment,
        "administrator" => StaffRole.Administrator,
        _ => null,
    };
}
