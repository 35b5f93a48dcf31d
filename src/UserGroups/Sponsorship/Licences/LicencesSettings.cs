using UserGroups.Shared;

namespace UserGroups.Sponsorship.Licences;

public static class LicencesSettings
{
    public static readonly Setting<int> LowPool = Setting.WholeNumber("sponsorship.licence-pool-low", "Sponsorship", "Licence pool is low below", 5, 0, 10_000, "free keys",
        "Fewer free keys of a product than this, and the pool page warns, so that keys are imported before an approved group has to wait.");

    public static readonly IReadOnlyList<Setting> All = [LowPool];
}
