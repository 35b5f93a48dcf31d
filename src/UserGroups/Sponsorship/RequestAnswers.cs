namespace UserGroups.Sponsorship;

/// <summary>
/// What was typed into the form, as it was typed: a draft keeps also what is not a number yet. Kept beside the request, so that the form
/// comes back as it was, whatever happened.
/// </summary>
public sealed record TypedRequest
{
    public string Headcount { get; init; } = "";

    public string Plan { get; init; } = "";

    public string Stipend { get; init; } = "";

    public bool Promotion { get; init; }

    public string PromotionText { get; init; } = "";

    public string LicenceSeats { get; init; } = "";

    public string LicencePurpose { get; init; } = "";

    public string SwagKits { get; init; } = "";

    public string SwagNote { get; init; } = "";
}

/// <summary>One benefit that is asked for.</summary>
/// <param name="Benefit">Which.</param>
/// <param name="Asked">USD, posts, seats or kits.</param>
/// <param name="Details">The text of the post, what the licence is for, sizes.</param>
public sealed record AskedBenefit(Benefit Benefit, decimal Asked, string Details);

/// <summary>What the form means, checked.</summary>
/// <param name="Headcount">People expected; 0 for a request that is not about an event.</param>
/// <param name="Plan">What the help is for.</param>
/// <param name="Benefits">At most one of each.</param>
public sealed record RequestAnswers(int Headcount, string Plan, IReadOnlyList<AskedBenefit> Benefits);
