using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What came of it, in the organizers' words.</summary>
/// <param name="Attendance">People who came.</param>
/// <param name="WhatWorked">What was good, what was not, what they would tell other groups.</param>
/// <param name="Spent">Money spent of the stipend, in USD.</param>
/// <param name="SpentOn">On what.</param>
public sealed record ReportAnswers(int? Attendance, string? WhatWorked, decimal? Spent, string? SpentOn);

/// <summary>The report on a request; one, and it stays as it was sent.</summary>
public sealed class SponsorshipReport : IHasId
{
    public const int TextLength = 4000;
    public const int SpentOnLength = 1000;

    /// <summary>More than a stipend: the report says what the evening cost, not what the vendor gave.</summary>
    public const decimal MostSpent = 100_000;

    private SponsorshipReport()
    {
    }

    /// <param name="request">On which.</param>
    /// <param name="answers">What was typed.</param>
    /// <param name="submittedById">By whom.</param>
    /// <param name="hasStipend">True when there was money, so that it must say what became of it.</param>
    /// <param name="now">UTC.</param>
    public SponsorshipReport(SponsorshipRequest request, ReportAnswers answers, long submittedById, bool hasStipend, DateTime now)
    {
        if (answers.Attendance is not (>= 0 and <= SponsorshipRequest.MostPeople))
            throw new RuleException("Say how many people came; 0 if nobody did.", "Attendance");
        if (answers.Spent is < 0 or > MostSpent || (hasStipend && answers.Spent is null))
            throw new RuleException("Say how much money was spent in USD; 0 if none.", "Spent");
        Request = request;
        Attendance = answers.Attendance.Value;
        WhatWorked = Checked.Text(answers.WhatWorked, TextLength, "WhatWorked", "Tell in a few sentences what worked and what did not.");
        Spent = answers.Spent ?? 0;
        SpentOn = Checked.Text(answers.SpentOn, SpentOnLength, "SpentOn", Spent > 0 ? "Say what the money was spent on." : null);
        (SubmittedById, SubmittedAt) = (submittedById, now);
    }

    public long Id { get; private set; }

    public long RequestId { get; private set; }

    public SponsorshipRequest Request { get; private set; } = null!;

    public int Attendance { get; private set; }

    public string WhatWorked { get; private set; } = "";

    /// <summary>USD.</summary>
    public decimal Spent { get; private set; }

    public string SpentOn { get; private set; } = "";

    public long SubmittedById { get; private set; }

    public DateTime SubmittedAt { get; private set; }
}
