using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Staff roles as letters and pages say them.</summary>
public static class RoleWords
{
    public static string Of(StaffRole role) => role switch
    {
        StaffRole.CommunityManager => "community manager",
        StaffRole.Finance => "finance",
        StaffRole.Fulfilment => "fulfilment",
        StaffRole.PartnerManager => "partner manager",
        StaffRole.SupportAgent => "support agent",
        _ => "Administrator",
    };

    public static string Of(StaffRole role, string? region) => region is null ? Of(role) : $"{Of(role)}, in {Regions.Names[region]}";
}
