using UserGroups.Jobs;

namespace UserGroups.Mail;

/// <summary>One bell per lane: a letter that was committed rings it, and that lane's round begins at once.</summary>
public sealed class MailBells : IDisposable
{
    private readonly JobBell[] bells = [.. Enum.GetValues<MailLane>().Select(_ => new JobBell())];
    private readonly Action[] rings;

    public MailBells() => rings = [.. bells.Select(bell => (Action)bell.Ring)];

    public JobBell For(MailLane lane) => bells[(int)lane];

    /// <summary>The act of ringing, always the same object for a lane, so that a hundred letters in one save ring once.</summary>
    public Action Ringing(MailLane lane) => rings[(int)lane];

    public void Dispose()
    {
        foreach (var bell in bells)
            bell.Dispose();
    }
}
