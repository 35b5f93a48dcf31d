using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Benchmarks.Pages;

/// <summary>The portal as a process of its own over one database, and sessions of the demo cast in it.</summary>
internal sealed class LoadedPortal : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("usergroups-pages").FullName;
    private readonly ServiceProvider services;
    private readonly Process process;
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    private LoadedPortal(string database, int? core)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(TimeProvider.System);
        collection.AddLogging();
        collection.AddData(DatabaseProvider.Sqlite, $"Data Source={database}");
        services = collection.BuildServiceProvider();
        var port = FreePort();
        var address = Address = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        var start = Pinned.Start(core, "dotnet", Path.Combine(AppContext.BaseDirectory, "UserGroups.Web.dll"));
        start.WorkingDirectory = folder;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["Site__PublicUrl"] = address;
        start.Environment["ConnectionStrings__UserGroups"] = $"Data Source={database}";
        start.Environment["Serilog__MinimumLevel"] = "Error";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public HttpClient Http { get; }

    public string Address { get; }

    public int ProcessId => process.Id;

    /// <summary>CPU time the portal uses from now on.</summary>
    public CpuTime Count() => new(process);

    /// <param name="database">A SQLite file with the demo cast.</param>
    /// <param name="core">The only core it may use; null: any.</param>
    public static async Task<LoadedPortal> StartAsync(string database, int? core = null)
    {
        var portal = new LoadedPortal(Path.GetFullPath(database), core);
        foreach (var one in DemoCast.People)
            portal.cookies[one.Name] = await portal.SessionAsync(one);
        for (var i = 0; i < 1200; i++)
        {
            try
            {
                using var ready = await portal.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.StatusCode == HttpStatusCode.OK)
                    return portal;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The portal over {database} did not become ready.");
    }

    public async Task<T> AskAsync<T>(Func<AppDbContext, Task<T>> question)
    {
        await using var scope = services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<AppDbContext>());
    }

    /// <summary>Where an address leads; the address itself when it is a page.</summary>
    public async Task<string> ResolveAsync(string path, string? who)
    {
        using var request = Request(path, who);
        using var answer = await Http.SendAsync(request);
        return answer.Headers.Location?.OriginalString ?? path;
    }

    /// <summary>One page, read to its end. Visitors bring a cookie of somebody else's, so that the cache of public pages does not answer.</summary>
    public async Task<string> GetAsync(string path, string? who)
    {
        using var request = Request(path, who);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.OK ? text : throw new InvalidOperationException($"{path} as {who ?? "visitor"} answered {(int)answer.StatusCode}.");
    }

    public string CookieOf(string? who) => who is null ? "other=1" : $"__Host-usergroups={cookies[who]}";

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private HttpRequestMessage Request(string path, string? who)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.Add("Cookie", CookieOf(who));
        return request;
    }

    private Task<string> SessionAsync(DemoPerson one) => AskAsync(async db =>
    {
        var token = Token.New();
        var opening = one.Role is null ? SessionOpening.Password : SessionOpening.PasswordAndCode;
        await db.InTransactionAsync(
            async cancel =>
            {
                var person = await db.People.SingleAsync(p => p.NormalizedEmail == Person.Normalise(one.Email), cancel);
                db.Sessions.Add(Session.Open(person, token.Hash, opening, new VisitOrigin("Benchmark", "127.0.0.0/24"), TimeProvider.System.Now()));
                await db.SaveChangesAsync(cancel);
            },
            CancellationToken.None);
        return token.Text;
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
