namespace UserGroups.Chapters;

/// <summary>
/// Draft → Submitted → (ChangesRequested ⇄ Submitted) → Active | Declined; Active ⇄ Dormant → Retired.
/// </summary>
public enum ChapterState
{
    Draft,
    Submitted,
    ChangesRequested,
    Active,
    Declined,
    Dormant,
    Retired,
}
