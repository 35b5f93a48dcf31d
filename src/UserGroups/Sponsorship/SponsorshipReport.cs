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
        (WhatWorked, SpentOn) = Require(answers, hasStipend);
        (Request, Attendance, Spent) = (request, answers.Attendance!.Value, answers.Spent ?? 0);
        (SubmittedById, SubmittedAt) = (submittedById, now);
    }

    /// <summary>The rules about what is told: the report asks them, and the form before it together with its own.</summary>
    /// <param name="answers">What was typed.</param>
    /// <param name="hasStipend">True when there was money.</param>
    /// <param name="spentIsUnread">True when something was typed for the money that is no amount; the form says so.</param>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static (string WhatWorked, string SpentOn) Require(ReportAnswers answers, bool hasStipend, bool spentIsUnread = false)
    {
        var broken = new BrokenRules();
        if (answers.Attendance is not (>= 0 and <= SponsorshipRequest.MostPeople))
            broken.Add("Say how many people came; 0 if nobody did.", "Attendance");
        var worked = broken.Try(() => Checked.Text(answers.WhatWorked, TextLength, "WhatWorked", "Tell in a few sentences what worked and what did not."));
        if (answers.Spent is < 0 or > MostSpent || (hasStipend && answers.Spent is null && !spentIsUnread))
            broken.Add("Say how much money was spent in USD; 0 if none.", "Spent");
        var on = broken.Try(() => Checked.Text(answers.SpentOn, SpentOnLength, "SpentOn", answers.Spent > 0 || spentIsUnread ? "Say what the money was spent on." : null));
        broken.Throw();
        return (worked!, on!);
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
