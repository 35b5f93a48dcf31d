using UserGroups.Chapters;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>"What to do next", in its order: what somebody waits for, the next date, the rest.</summary>
public static class DeskTodo
{
    /// <param name="desk">What the desk knows of the chapter.</param>
    /// <param name="asked">What other modules ask.</param>
    public static IReadOnlyList<DeskTask> Of(DeskPage desk, IReadOnlyList<DeskTask> asked)
    {
        var facts = desk.Facts;
        var todo = new List<DeskTask>();
        if (facts.LeadIsOffered)
            todo.Add(new("You are asked to lead.", "", null, "Say yes or no", $"/lead/{facts.Slug}/organizers", IsUrgent: true));
        todo.AddRange(asked.Where(t => t.IsUrgent));
        if (desk.CanOrganize && !desk.HasNext)
        {
            todo.Add(new(
                facts.State == ChapterState.Dormant ? "Wake the group with a date." : "Set the next date.",
                facts.Waiting > 0 ? $"{facts.Waiting} asked to be told." : "It is what everybody asks on the way out.", null, "Plan a meetup", $"/lead/{facts.Slug}/events/new"));
        }

        todo.AddRange(asked.Where(t => !t.IsUrgent));
        if (desk.CanOrganize && facts.Organizers < 2)
            todo.Add(new("You are alone.", facts.OpenInvitations > 0 ? "An invitation is on its way." : "Two share the work and cover for one another.", null, "Invite a co-organizer", $"/lead/{facts.Slug}/organizers"));
        if (desk.CanOrganize && !facts.HasAbout)
            todo.Add(new("Tell people what to expect.", "Two sentences on the page are enough.", null, "Write them", $"/lead/{facts.Slug}/page"));
        if (todo.Count == 0)
            todo.Add(new("All is well.", desk.CanOrganize ? "The next date is announced, and you are not alone." : "You check people in on the evening itself.", null, null, null));
        return todo;
    }
}
