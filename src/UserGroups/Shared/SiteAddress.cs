namespace UserGroups.Shared;

/// <summary>Where the portal is reached from outside (configuration key <c>Site:PublicUrl</c>); letters and feeds link to it.</summary>
/// <param name="PublicUrl">Absolute http or https address without path, query or fragment.</param>
public sealed record SiteAddress(Uri PublicUrl)
{
    /// <summary>Until an Administrator gives the portal a name of its own.</summary>
    public const string FirstName = "User Groups";

    /// <summary>Name of the portal as the settings have it (<c>brand.name</c>); whoever reads the settings keeps it true.</summary>
    public string Name { get; set; } = FirstName;

    /// <summary>The address every letter comes from (<c>Mail:From</c>); calendars name it as the organizer, never a person's.</summary>
    public string Sender { get; init; } = $"no-reply@{PublicUrl.Host}";

    /// <summary>An absolute address for a path inside the portal, such as <c>/chapters/oslo</c>.</summary>
    public string Link(string path) => new Uri(PublicUrl, path).AbsoluteUri;
}
