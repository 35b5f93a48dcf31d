using System.Security.Claims;

namespace UserGroups.Web.Shell;

/// <summary>The kinds of person the navigation tells apart. One person may be several.</summary>
[Flags]
public enum PersonKinds
{
    None = 0,
    Member = 1,
    Organizer = 1 << 1,
    CommunityManager = 1 << 2,
    Finance = 1 << 3,
    Fulfilment = 1 << 4,
    PartnerManager = 1 << 5,
    SupportAgent = 1 << 6,
    Administrator = 1 << 7,
    Partner = 1 << 8,
    Staff = CommunityManager | Finance | Fulfilment | PartnerManager | SupportAgent | Administrator,
}

/// <summary>Who looks at the page, as far as header and navigation need to know.</summary>
public sealed record ShellViewer(string? Name, PersonKinds Kinds)
{
    public static readonly ShellViewer Visitor = new(null, PersonKinds.None);

    public bool SignedIn => Kinds.HasFlag(PersonKinds.Member);

    public bool Is(PersonKinds anyOf) => (Kinds & anyOf) != PersonKinds.None;

    /// <summary>Reads the signed-in person from the claims alone, so that no page waits for the database to draw its header.</summary>
    public static ShellViewer From(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } identity)
            return Visitor;
        var kinds = PersonKinds.Member;
        foreach (var role in user.FindAll(ClaimTypes.Role))
        {
            if (Enum.TryParse<PersonKinds>(role.Value, out var kind))
                kinds |= kind;
        }
        return new ShellViewer(identity.Name, kinds);
    }
}
