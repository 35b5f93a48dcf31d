using System.Diagnostics;
using UserGroups.Tests.House;

namespace UserGroups.Browser.Tests.Start;

/// <summary>A published copy in Production with an empty database: what an operator starts first.</summary>
public sealed class PublishedSite() : Site("Production")
{
    protected override string ContentRoot(string ownFolder) => Path.Combine(ownFolder, "program");

    protected override async Task<string> ProgramAsync(string ownFolder)
    {
        var target = ContentRoot(ownFolder);
        // bin/CONFIGURATION/net10.0: what was built for this run is what is published.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "publish", Path.Combine(Repository.Root, "src", "UserGroups.Web"), "--no-build", "-c", configuration, "-o", target, "-v", "quiet", "-maxcpucount:1", "-nodeReuse:false" })
            start.ArgumentList.Add(argument);
        // A test run hands its own MSBuild to the processes below it; this one finds its own.
        foreach (var key in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(key);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var publish = Process.Start(start)!;
        var said = await Task.WhenAll(publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, string.Concat(said));
        return Path.Combine(target, "UserGroups.Web.dll");
    }
}
