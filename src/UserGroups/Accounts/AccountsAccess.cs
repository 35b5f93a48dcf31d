using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Who may do what with accounts.</summary>
public static class AccountsAccess
{
    /// <summary>See who is on the staff, invite, grant and revoke: the Administrator.</summary>
    public static bool CanManageStaff(Viewer viewer) => viewer.Is(StaffRole.Administrator);

    /// <summary>End somebody's sessions, or everybody's: the Administrator.</summary>
    public static bool CanEndSessions(Viewer viewer) => viewer.Is(StaffRole.Administrator);

    /// <summary>Open pages of the staff: holds a role and showed a second factor in this session.</summary>
    public static bool CanOpenStaffPages(Viewer viewer) => viewer.IsStaff && viewer.HasSecondFactor;

    /// <summary>Change or see an account's own pages: its person and nobody else, not even the Administrator.</summary>
    public static bool CanUseAccount(Viewer viewer, long personId) => viewer.PersonId == personId;
}
