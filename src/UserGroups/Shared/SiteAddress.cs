namespace UserGroups.Shared;

/// <summary>Where the portal is reached from outside (configuration key <c>Site:PublicUrl</c>); letters and feeds link to it.</summary>
/// <param name="PublicUrl">Absolute http or https address without path, query or fragment.</param>
/// <param name="Name">Name of the portal (<c>Site:Name</c>).</param>
public sealed record SiteAddress(Uri PublicUrl, string Name)
{
    /// <summary>The address every letter comes from (<c>Mail:From</c>); calendars name it as the organizer, never a person's.</summary>
    public string Sender { get; init; } = $"no-reply@{PublicUrl.Host}";

    /// <summary>An absolute address for a path inside the portal, such as <c>/chapters/oslo</c>.</summary>
    public string Link(string path) => new Uri(PublicUrl, path).AbsoluteUri;
}
