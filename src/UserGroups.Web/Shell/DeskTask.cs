using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>One line of "What to do next" on the organizer's desk.</summary>
/// <param name="What">A sentence.</param>
/// <param name="Note">What stands behind it; before <paramref name="By"/> it leads up to the day, such as "Your answer by".</param>
/// <param name="By">The last day (UTC); null without one.</param>
/// <param name="Action">What to press; null where there is nothing to do.</param>
/// <param name="Path">Where that leads.</param>
/// <param name="IsUrgent">Somebody waits for it, or a day runs out: before the next date.</param>
public sealed record DeskTask(string What, string Note, DateTime? By, string? Action, string? Path, bool IsUrgent = false);

/// <summary>
/// What a module asks the organizers of a chapter to do. As <see cref="PagePart"/> for whole sections: the desk's list holds it without importing the module it comes from.
/// </summary>
public interface IDeskTasks
{
    /// <returns>In the order they are to be done; empty for who has nothing to do there.</returns>
    Task<IReadOnlyList<DeskTask>> ForAsync(Viewer viewer, long chapterId, CancellationToken cancel);
}
