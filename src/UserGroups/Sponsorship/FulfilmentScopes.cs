using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>Which lines a question is about.</summary>
public static class FulfilmentScopes
{
    /// <summary>Lines of chapters in the regions where this person has one of the roles.</summary>
    public static IQueryable<BenefitLine> InRegionsOf(this IQueryable<BenefitLine> lines, Viewer viewer, params StaffRole[] roles)
    {
        if (roles.Any(role => viewer.Is(role, null)))
            return lines;
        var regions = viewer.HasSecondFactor ? viewer.Roles.Where(r => roles.Contains(r.Role) && r.Region is not null).Select(r => r.Region!).Distinct(StringComparer.Ordinal).ToList() : [];
        return lines.Where(l => regions.Contains(l.Request.Chapter.Region));
    }

    /// <summary>Granted and still to be fulfilled.</summary>
    public static IQueryable<BenefitLine> Granted(this IQueryable<BenefitLine> lines, Benefit benefit) => lines.Where(l => l.Benefit == benefit && l.State == LineState.Accepted);
}
