using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>Before a chapter turns amber, and before it falls asleep; each once for each quiet time.</summary>
public sealed record HealthWarned(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, ChapterHealth Before, DateTime On, DateTime? LastEventAt) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{(Before == ChapterHealth.Red ? $"{ChapterName} will be dormant on {Days.Of(On)}" : $"When is the next one, {ChapterName}?")}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {(LastEventAt is DateTime last ? $"the last meetup of {Quote(ChapterName)} was on {Days.Of(last)}, and the next one is not announced." : $"{Quote(ChapterName)} has not announced a meetup yet.")} {Next}

        A date is enough, the rest can follow. Set it here: <{Site.Link($"/lead/{Slug}")}>

        Cannot go on? Hand the lead over there, or answer this letter, and we look for somebody together.
        """;

    private string Next => Before == ChapterHealth.Red
        ? $"If none is published until {Days.Of(On)}, the group becomes dormant: its page stays, new help waits until the next meetup."
        : $"From {Days.Of(On)} on its page shows that it has become quiet.";
}
