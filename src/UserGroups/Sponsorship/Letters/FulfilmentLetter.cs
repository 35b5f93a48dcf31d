using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Letters;

/// <summary>What every letter about the help on its way has in common: it ends with the way to the request.</summary>
public abstract record FulfilmentLetter(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName) : Letter(ToAddress, ToName)
{
    /// <summary>What happened, in Markdown.</summary>
    protected abstract string News { get; }

    public override string Why => $"you organize {ChapterName}, and it asked for help.";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {News}

        Everything about the request {Reference} of {Quote(ChapterName)} stands here: <{Site.Link($"/requests/{Reference}")}>
        """;
}
