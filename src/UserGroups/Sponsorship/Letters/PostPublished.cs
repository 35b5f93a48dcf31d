using UserGroups.Shared;

namespace UserGroups.Sponsorship.Letters;

/// <summary>To the organizers: the post is out.</summary>
public sealed record PostPublished(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, string Title, string Slug)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => $"Published: {Title}";

    protected override string News => $"""
        our blog tells about {Quote(ChapterName)} from today on: [{Quote(Title)}]({Site.Link($"/blog/{Slug}")}).

        Share it where your people are.
        """;
}
