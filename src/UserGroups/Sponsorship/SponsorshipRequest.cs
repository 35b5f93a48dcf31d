using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>
/// What a chapter asks the vendor for: one request for an event, or one for the chapter itself (a licence). What happens to it over time stands in
/// <c>RequestSteps.cs</c>, which way is possible in <see cref="SponsorshipFlow"/>.
/// </summary>
public sealed partial class SponsorshipRequest : IHasId
{
    public const int MostPeople = 100_000;
    public const int PlanLength = 2000;
    public const int ReasonLength = 1000;
    public const int TypedLength = 12_000;
    public const int LeastOverride = 20;

    /// <summary>Why a line is void, or the whole request over, when the lead said no: the screens tell that from a withdrawal by it.</summary>
    public const string OfferRefused = "The lead refused the reduced offer.";

    private readonly List<BenefitLine> lines = [];

    private SponsorshipRequest()
    {
    }

    /// <summary>A draft. It has no reference yet, so that numbers are for what was asked.</summary>
    /// <param name="chapterId">Who asks.</param>
    /// <param name="eventId">For which event; null for the chapter itself.</param>
    /// <param name="requestedById">Who writes it.</param>
    /// <param name="now">UTC.</param>
    public SponsorshipRequest(long chapterId, long? eventId, long requestedById, DateTime now)
    {
        (ChapterId, EventId, RequestedById, CreatedAt, StateSince, UpdatedAt) = (chapterId, eventId, requestedById, now, now, now);
    }

    public long Id { get; private set; }

    /// <summary>Such as SR-2026-0042; null until it is sent.</summary>
    public string? Reference { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public long? EventId { get; private set; }

    public GroupEvent? Event { get; private set; }

    /// <summary>Who sent it (until then: who began it). Never who decides.</summary>
    public long RequestedById { get; private set; }

    public RequestState State { get; private set; } = RequestState.Draft;

    public DateTime StateSince { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Last time what was typed was kept.</summary>
    public DateTime UpdatedAt { get; private set; }

    public DateTime? SubmittedAt { get; private set; }

    /// <summary>When a decision is due; stands still while changes are asked for.</summary>
    public DecisionClock? Clock { get; private set; }

    /// <summary>The form as it was typed last.</summary>
    public TypedRequest Typed { get; private set; } = new();

    /// <summary>People expected.</summary>
    public int Headcount { get; private set; }

    /// <summary>What the help is for.</summary>
    public string Plan { get; private set; } = "";

    /// <summary>What may be changed while changes are asked for.</summary>
    public RequestFields ChangeFields { get; private set; }

    public string? ChangeReason { get; private set; }

    public long? DecidedById { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why a supervisor granted what the rules forbid; null: they did not.</summary>
    public string? OverrideReason { get; private set; }

    /// <summary>Until when a reduced offer can be accepted.</summary>
    public DateTime? OfferEndsAt { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    public long? AcceptedById { get; private set; }

    /// <summary>When what is granted and not fulfilled goes back.</summary>
    public DateTime? ExpiresAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>Why it ended before its time.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Where it goes when the withdrawal is undone; null when it cannot be.</summary>
    public RequestState? WithdrawnFrom { get; private set; }

    /// <summary>When whose turn it is was reminded of this state.</summary>
    public DateTime? RemindedAt { get; private set; }

    /// <summary>Letters about the missing report that went out.</summary>
    public int ReportLetters { get; private set; }

    public int Version { get; private set; }

    public SponsorshipReport? Report { get; private set; }

    public IReadOnlyList<BenefitLine> Lines => lines;

    /// <summary>May the organizers still change what they ask for?</summary>
    public bool IsEditable => State is RequestState.Draft or RequestState.ChangesRequested;

    /// <summary>What may be typed now: everything in a draft, the fields concerned when changes are asked for.</summary>
    public RequestFields Editable => State switch
    {
        RequestState.Draft => RequestFields.All,
        RequestState.ChangesRequested => ChangeFields,
        _ => RequestFields.None,
    };

    /// <summary>Keeps what was typed, right or wrong. Where only some fields may be changed the others stay as they were.</summary>
    public void Keep(TypedRequest typed, DateTime now)
    {
        if (!IsEditable)
            throw new RuleException($"This request is {RequestWords.Of(State)}; what it asks for can no longer be changed.");
        Typed = Kept(typed);
        UpdatedAt = now;
        Version++;
    }

    /// <summary>What would be kept of this: where changes were requested, only the fields concerned.</summary>
    public TypedRequest Kept(TypedRequest typed)
    {
        var (may, kept) = (Editable, Typed);
        return new TypedRequest
        {
            Headcount = may.HasFlag(RequestFields.Headcount) ? typed.Headcount : kept.Headcount,
            Plan = may.HasFlag(RequestFields.Plan) ? typed.Plan : kept.Plan,
            Stipend = may.HasFlag(RequestFields.Stipend) ? typed.Stipend : kept.Stipend,
            Promotion = may.HasFlag(RequestFields.Promotion) ? typed.Promotion : kept.Promotion,
            PromotionText = may.HasFlag(RequestFields.Promotion) ? typed.PromotionText : kept.PromotionText,
            LicenceSeats = may.HasFlag(RequestFields.Licence) ? typed.LicenceSeats : kept.LicenceSeats,
            LicencePurpose = may.HasFlag(RequestFields.Licence) ? typed.LicencePurpose : kept.LicencePurpose,
            SwagKits = may.HasFlag(RequestFields.Swag) ? typed.SwagKits : kept.SwagKits,
            SwagNote = may.HasFlag(RequestFields.Swag) ? typed.SwagNote : kept.SwagNote,
        };
    }
}
