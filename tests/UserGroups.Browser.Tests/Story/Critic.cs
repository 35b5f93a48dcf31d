namespace UserGroups.Browser.Tests.Story;

/// <summary>Looks at every page the players come to: nothing beyond the right edge and, when it judges, no barrier.</summary>
public sealed class Critic(int width, bool judges)
{
    private readonly HashSet<string> judged = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public async Task LookAsync(Visitor visitor)
    {
        var path = new Uri(visitor.Page.Url).AbsolutePath;
        if (await visitor.SidewaysAsync() is > 0 and var beyond)
            Faults.Add($"{path}: {beyond} px lie beyond the edge");
        if (!judges || !judged.Add(path))
            return;
        Faults.AddRange(await PageJudge.JudgeAsync(visitor.Page));
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Light });
        await visitor.Page.SetViewportSizeAsync(width, 800);
    }
}
