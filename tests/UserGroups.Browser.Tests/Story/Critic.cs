namespace UserGroups.Browser.Tests.Story;

/// <summary>Looks at every page the players come to: nothing beyond the right edge and, when it judges, no barrier.</summary>
public sealed class Critic(bool judges)
{
    private readonly HashSet<string> judged = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public async Task LookAsync(Visitor visitor)
    {
        var path = new Uri(visitor.Page.Url).AbsolutePath;
        if (await visitor.SidewaysAsync() is > 0 and var beyond)
            Faults.Add($"{path}: {beyond} px lie beyond the edge");
        // Page by page, in every width and by night, they are judged in House/PageTests; here as the story fills them.
        if (judges && judged.Add(path))
            Faults.AddRange(await PageJudge.GlanceAsync(visitor.Page));
    }
}
