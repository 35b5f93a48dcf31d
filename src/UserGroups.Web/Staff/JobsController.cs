using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>What the portal does by itself.</summary>
public sealed class JobsController(AppDbContext db, IEnumerable<ScheduledJob> timetable, TimeProvider time) : Controller
{
    [HttpGet("/staff/jobs")]
    public async Task<IActionResult> List()
    {
        this.Require(StaffAccess.CanSeeJobs(this.Viewer()));
        var states = await db.Jobs.AsNoTracking().ToDictionaryAsync(j => j.Name, HttpContext.RequestAborted);
        return View(new JobsPage([.. timetable.OrderBy(j => j.Name, StringComparer.Ordinal).Select(j => Row(j, states.GetValueOrDefault(j.Name)))]));
    }

    private JobRow Row(ScheduledJob job, JobState? state)
    {
        var standing = state switch
        {
            null => JobStanding.NeverRun,
            { ClaimedUntil: DateTime until } when until > time.Now() => JobStanding.Running,
            { LastFailed: true } => JobStanding.Failed,
            { LastEndedAt: null } => JobStanding.NeverRun,
            _ => JobStanding.Well,
        };
        return new JobRow(job.Name, job.Every, standing, state?.LastEndedAt, state?.DueAt, state?.LastResult);
    }
}

/// <summary>How a job stands.</summary>
public enum JobStanding
{
    NeverRun,
    Running,
    Well,
    Failed,
}

/// <summary>A job and how its last round went.</summary>
public sealed record JobRow(string Name, TimeSpan Every, JobStanding Standing, DateTime? LastEndedAt, DateTime? DueAt, string? LastResult)
{
    public StateTone Tone => Standing switch
    {
        JobStanding.Well => StateTone.Good,
        JobStanding.Failed => StateTone.Bad,
        JobStanding.Running => StateTone.Accent,
        _ => StateTone.Quiet,
    };

    public string Word => Standing switch
    {
        JobStanding.Well => "Well",
        JobStanding.Failed => "Failed",
        JobStanding.Running => "Running",
        _ => "Not yet run",
    };
}

/// <summary>The timetable.</summary>
public sealed record JobsPage(IReadOnlyList<JobRow> Rows);
