namespace UserGroups.Shared.Markdown;

/// <summary>How a person's Markdown becomes HTML or text.</summary>
public sealed record MarkdownOptions
{
    /// <summary>Everything as the pages want it, without a site of its own.</summary>
    public static MarkdownOptions Default { get; } = new();

    /// <summary>
    /// The site's own origin, such as https://groups.example. Images from it are shown; in plain text relative links are completed with it. Null: only
    /// relative images.
    /// </summary>
    public Uri? Origin { get; init; }

    /// <summary>The level that "#" becomes, 1 to 6; deeper ones follow, none beyond 6. 3 fits below a page's h1 and a section's h2.</summary>
    public int FirstHeading { get; init; } = 3;

    /// <summary>Most characters (UTF-16 units) of source.</summary>
    public int MaxLength { get; init; } = 131_072;
}
