using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Benchmarks.Pages;

/// <summary>
/// How many pages a second one core gives, as a ratio to a bare server of the same run that sends a constant page of 10 KB. The load comes from wrk on the
/// other core, 32 connections; the bare server is asked before and after each page, because shared machines change their speed. Two cores and nothing else running are needed.
/// </summary>
internal static partial class Throughput
{
    private const int ServerCore = 0;
    private const int LoadCore = 1;
    private const int PlainBytes = 10 * 1024;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (seconds, warm) = (arguments.Number("seconds", 10), arguments.Number("warm", 40));
        await using var portal = await LoadedPortal.StartAsync(arguments.Text("database", "small.db"), ServerCore);
        // Letters that wait in the database would be sent meanwhile; pages are what is measured.
        await portal.AskAsync(db => db.InTransactionAsync(cancel => db.Outbox.Where(m => m.State == OutboxState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.Now().AddYears(1)), cancel)));
        var ready = ResidentMegabytes(portal.ProcessId);
        var pages = await PagesAsync(portal);
        foreach (var page in pages)
            await LoadAsync(portal.Address + page.Path, page.Cookie, Math.Max(2, warm / pages.Count));
        using var bare = Start(ServerCore, "dotnet", Path.Combine(AppContext.BaseDirectory, "UserGroups.Benchmarks.dll"), "throughput-plain", "--port", "5199");
        await Task.Delay(2000);
        await BareAsync(warm / 4);
        var last = await BareAsync(3);
        Console.WriteLine($"Ratio 1: the bare server with {PlainBytes} bytes, asked before and after each page.\n\n| page | as | bytes | a second | bare | ratio | CPU µs a page |\n|---|---|---|---|---|---|---|");
        foreach (var page in pages)
        {
            var before = portal.Cpu;
            var (count, rate) = await LoadAsync(portal.Address + page.Path, page.Cookie, seconds);
            var cpu = (portal.Cpu - before).TotalMicroseconds / Math.Max(1, count);
            var bytes = await BytesAsync(portal, page);
            var next = await BareAsync(3);
            var around = (last + next) / 2;
            last = next;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {page.Path} | {page.Who} | {bytes} | {rate:0} | {around:0} | {rate / around:0.000} | {cpu:0} |"));
        }

        bare.Kill();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nResident: {ready} MB when ready, {ResidentMegabytes(portal.ProcessId)} MB under load."));
        return 0;
    }

    /// <summary>The bare server, in a process of its own.</summary>
    public static async Task<int> ServeAsync(Arguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var page = new byte[PlainBytes];
        Array.Fill(page, (byte)'a');
        app.Run(async (HttpContext context) =>
        {
            context.Response.ContentType = "text/html";
            context.Response.ContentLength = page.Length;
            await context.Response.Body.WriteAsync(page);
        });
        await app.RunAsync($"http://127.0.0.1:{arguments.Number("port", 5199).ToString(CultureInfo.InvariantCulture)}");
        return 0;
    }

    private static Task<List<Visited>> PagesAsync(LoadedPortal portal) => portal.AskAsync(async db =>
    {
        var chapter = await db.Chapters.Listed().OrderByDescending(c => c.MemberCount).Select(c => c.Slug).FirstAsync();
        var next = await db.Events.Upcoming(TimeProvider.System.Now()).Listed().OrderBy(e => e.StartsAt).Select(e => e.Slug).FirstAsync();
        string[] shared = ["/", "/chapters", $"/chapters/{chapter}", "/events", $"/events/{next}"];
        // A cookie of somebody else's keeps the cache out of it; Max is signed in.
        return shared.Concat(["/blog", $"/chapters/{chapter}/calendar.ics", "/chapters.geojson"]).Select(p => new Visited(p, "visitor, kept page", null))
            .Concat(shared.Select(p => new Visited(p, "visitor, page made anew", portal.CookieOf(null))))
            .Concat(shared.Append("/my").Select(p => new Visited(p, "Max", portal.CookieOf("Max")))).ToList();
    });

    private static async Task<double> BareAsync(int seconds) => (await LoadAsync("http://127.0.0.1:5199/", null, seconds)).Rate;

    private static Process Start(int core, string program, params string[] arguments)
    {
        var process = Process.Start(Pinned.Start(core, program, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<(long Count, double Rate)> LoadAsync(string address, string? cookie, int seconds)
    {
        string[] head = cookie is null ? [] : ["-H", $"Cookie: {cookie}"];
        using var wrk = Process.Start(Pinned.Start(LoadCore, "wrk", ["-t1", "-c32", $"-d{seconds.ToString(CultureInfo.InvariantCulture)}s", .. head, address]))!;
        var text = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var found = Counts().Match(text);
        return !found.Success || text.Contains("Non-2xx", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{address}: {text}")
            : (long.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture), double.Parse(found.Groups["rate"].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<int> BytesAsync(LoadedPortal portal, Visited page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page.Path, UriKind.Relative));
        if (page.Cookie is not null)
            request.Headers.Add("Cookie", page.Cookie);
        using var answer = await portal.Http.SendAsync(request);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static long ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex(@"(?<count>\d+) requests in[\s\S]*Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.None, 10_000)]
    private static partial Regex Counts();

    private sealed record Visited(string Path, string Who, string? Cookie);
}
