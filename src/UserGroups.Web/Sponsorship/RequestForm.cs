using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>A request as typed. Numbers are text here: a draft keeps also what is not a number yet.</summary>
public sealed class RequestForm
{
    [StringLength(20), Display(Name = "How many people do you expect?")]
    public string? Headcount { get; set; }

    [StringLength(SponsorshipRequest.PlanLength), Display(Name = "What is the help for?")]
    public string? Plan { get; set; }

    [StringLength(40), Display(Name = "Stipend")]
    public string? Stipend { get; set; }

    [Display(Name = "Write about it in the vendor’s blog")]
    public bool Promotion { get; set; }

    [StringLength(BenefitLine.DetailsLength), Display(Name = "What the post should say")]
    public string? PromotionText { get; set; }

    [StringLength(20), Display(Name = "Licence seats")]
    public string? LicenceSeats { get; set; }

    [StringLength(BenefitLine.DetailsLength), Display(Name = "What the licence is for")]
    public string? LicencePurpose { get; set; }

    [StringLength(20), Display(Name = "Kits of swag")]
    public string? SwagKits { get; set; }

    [StringLength(BenefitLine.DetailsLength), Display(Name = "About the swag")]
    public string? SwagNote { get; set; }

    /// <summary>The version the person saw; 0 when there was no draft yet.</summary>
    public int Version { get; set; }

    [BindNever]
    internal AskDesk Desk { get; set; } = null!;

    /// <summary>What may be changed.</summary>
    [BindNever]
    internal RequestFields Editable { get; set; } = RequestFields.All;

    [BindNever]
    internal string? ChangeReason { get; set; }

    [BindNever]
    internal StipendOffer? Offer { get; set; }

    [BindNever]
    internal MissingReport? Missing { get; set; }

    /// <summary>Why it would come too late as it stands.</summary>
    [BindNever]
    internal string? Late { get; set; }

    internal bool May(RequestFields field) => Editable.HasFlag(field);

    public TypedRequest Typed() => new()
    {
        Headcount = Headcount ?? "",
        Plan = Plan ?? "",
        Stipend = Stipend ?? "",
        Promotion = Promotion,
        PromotionText = PromotionText ?? "",
        LicenceSeats = LicenceSeats ?? "",
        LicencePurpose = LicencePurpose ?? "",
        SwagKits = SwagKits ?? "",
        SwagNote = SwagNote ?? "",
    };

    public static RequestForm Of(TypedRequest typed, int version) => new()
    {
        Headcount = typed.Headcount,
        Plan = typed.Plan,
        Stipend = typed.Stipend,
        Promotion = typed.Promotion,
        PromotionText = typed.PromotionText,
        LicenceSeats = typed.LicenceSeats,
        LicencePurpose = typed.LicencePurpose,
        SwagKits = typed.SwagKits,
        SwagNote = typed.SwagNote,
        Version = version,
    };
}

/// <summary>What a request is asked for: an event of the chapter, or the chapter itself.</summary>
public sealed record AskDesk(long ChapterId, string ChapterSlug, string ChapterName, string Region, AskEvent? Event)
{
    public bool IsForEvent => Event is not null;

    public string Title => Event?.Title ?? ChapterName;

    public string BackPath => Event is null ? $"/lead/{ChapterSlug}" : $"/lead/{ChapterSlug}/events/{Event.Slug}";

    public string Path => BackPath + "/request";
}

/// <summary>The event a request is about.</summary>
public sealed record AskEvent(long Id, string Slug, string Title, string Summary, DateTime StartsAt, string TimeZone, int? Seats, int Answers);

/// <summary>The answers, read once more before they are sent.</summary>
public sealed record CheckPage(AskDesk Desk, RequestAnswers? Answers, StipendOffer? Offer, RequestFields Editable, int Version, Guid FormKey, bool IsAgain, string? Late)
{
    /// <summary>Where an answer is changed; null where it cannot be any more.</summary>
    public string? Change(RequestFields field, string name) => Editable.HasFlag(field) ? $"{Desk.Path}#{name}" : null;
}
