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

    // As browsers send it: pages that are packed go out packed.
    private const string Packed = "gzip, deflate, br";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (seconds, warm) = (arguments.Number("seconds", 10), arguments.Number("warm", 40));
        await using var portal = await LoadedPortal.StartAsync(arguments.Text("database", "small.db"), ServerCore);
        // Letters that wait in the database would be sent meanwhile; pages are what is measured.
        await portal.AskAsync(db => db.InTransactionAsync(cancel => db.Outbox.Where(m => m.State == OutboxState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.Now().AddYears(1)), cancel)));
        var ready = ResidentMegabytes(portal.ProcessId);
        var only = arguments.Text("only", "").Split(',');
        var pages = (await PagesAsync(portal)).FindAll(page => only.Any(word => page.Who.Contains(word, StringComparison.Ordinal)));
        foreach (var page in pages)
            await LoadAsync(portal.Address + page.Path, page.Headers, Math.Max(2, warm / pages.Count));
        using var bare = Start(ServerCore, "dotnet", Path.Combine(AppContext.BaseDirectory, "UserGroups.Benchmarks.dll"), "throughput-plain", "--port", "5199");
        await Task.Delay(2000);
        await BareAsync(warm / 4);
        var last = await BareAsync(3);
        Console.WriteLine($"Ratio 1: the bare server with {PlainBytes} bytes, asked before and after each page.\n\n| page | as | bytes sent | a second | bare | ratio | CPU µs a page |\n|---|---|---|---|---|---|---|");
        foreach (var page in pages)
        {
            var used = portal.Count();
            var (count, rate) = await LoadAsync(portal.Address + page.Path, page.Headers, seconds);
            var cpu = used.Since().TotalMicroseconds / Math.Max(1, count);
            using var answer = await AskAsync(portal, page);
            var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
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

    private static async Task<List<Visited>> PagesAsync(LoadedPortal portal)
    {
        var (shared, kept) = await PathsAsync(portal);
        var had = new List<Visited>();
        foreach (var path in shared)
        {
            using var answer = await AskAsync(portal, new(path, "", []));
            had.Add(new(path, "visitor who has it (304)", [$"If-None-Match: {answer.Headers.ETag}"]));
        }

        // A cookie of somebody else's keeps the cache out of it; Max is signed in.
        return [.. kept.Select(p => new Visited(p, "visitor, kept page", [])), .. had,
            .. shared.Select(p => new Visited(p, "visitor, page made anew", [$"Cookie: {portal.CookieOf(null)}"])),
            .. shared.Append("/my").Select(p => new Visited(p, "Max", [$"Cookie: {portal.CookieOf("Max")}"]))];
    }

    private static Task<(string[] Shared, string[] Kept)> PathsAsync(LoadedPortal portal) => portal.AskAsync<(string[], string[])>(async db =>
    {
        var chapter = await db.Chapters.Listed().OrderByDescending(c => c.MemberCount).Select(c => c.Slug).FirstAsync();
        var next = await db.Events.Upcoming(TimeProvider.System.Now()).Listed().OrderBy(e => e.StartsAt).Select(e => e.Slug).FirstAsync();
        string[] shared = ["/", "/chapters", $"/chapters/{chapter}", "/events", $"/events/{next}"];
        return (shared, [.. shared, "/blog", $"/chapters/{chapter}/calendar.ics", "/chapters.geojson"]);
    });

    private static async Task<double> BareAsync(int seconds) => (await LoadAsync("http://127.0.0.1:5199/", [], seconds)).Rate;

    private static Process Start(int core, string program, params string[] arguments)
    {
        var process = Process.Start(Pinned.Start(core, program, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<(long Count, double Rate)> LoadAsync(string address, IEnumerable<string> headers, int seconds)
    {
        var head = headers.Append($"Accept-Encoding: {Packed}").SelectMany(h => new[] { "-H", h });
        using var wrk = Process.Start(Pinned.Start(LoadCore, "wrk", ["-t1", "-c32", $"-d{seconds.ToString(CultureInfo.InvariantCulture)}s", .. head, address]))!;
        var text = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var found = Counts().Match(text);
        return !found.Success || text.Contains("Non-2xx", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{address}: {text}")
            : (long.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture), double.Parse(found.Groups["rate"].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<HttpResponseMessage> AskAsync(LoadedPortal portal, Visited page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page.Path, UriKind.Relative));
        foreach (var header in page.Headers.Append($"Accept-Encoding: {Packed}").Select(h => h.Split(": ", 2)))
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        return await portal.Http.SendAsync(request);
    }

    private static long ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex(@"(?<count>\d+) requests in[\s\S]*Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.None, 10_000)]
    private static partial Regex Counts();

    private sealed record Visited(string Path, string Who, string[] Headers);
}
