using System.Globalization;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>Reads what the form and the check page show beside what was typed.</summary>
public sealed class RequestDraftReader(OfferDesk offers, RequestGate gate)
{
    /// <summary>The four lines as the event suggests them; everything can be changed.</summary>
    public async Task<RequestForm> FreshAsync(AskDesk desk, CancellationToken cancel)
    {
        if (desk.Event is not AskEvent about)
            return new RequestForm { LicenceSeats = "1" };
        var people = about.Seats is int seats ? Math.Max(seats, about.Answers) : about.Answers;
        var offer = await offers.ForAsync(desk.ChapterId, desk.Region, people, cancel);
        var known = people > 0 ? people.ToString(CultureInfo.InvariantCulture) : null;
        return new RequestForm
        {
            Headcount = known,
            Stipend = offer.Result > 0 ? offer.Result.ToString("0.00", CultureInfo.CurrentCulture) : null,
            Promotion = true,
            PromotionText = about.Summary.Length > 0 ? about.Summary : about.Title,
            LicenceSeats = "1",
            LicencePurpose = $"To show the product at “{about.Title}”",
            SwagKits = people is > 0 and <= (int)BenefitLine.MostKits ? known : null,
        };
    }

    public async Task<RequestForm> ShownAsync(RequestForm form, AskDesk desk, SponsorshipRequest? request, CancellationToken cancel)
    {
        (form.Desk, form.Editable, form.ChangeReason) = (desk, request?.Editable ?? RequestFields.All, request?.ChangeReason);
        form.Offer = desk.IsForEvent ? await offers.ForAsync(desk.ChapterId, desk.Region, RequestReading.HeadcountOf(form.Typed()), cancel) : null;
        form.Missing = request?.SubmittedAt is null ? await gate.MissingReportAsync(desk.ChapterId, cancel) : null;
        return form;
    }

    public async Task<CheckPage> CheckAsync(AskDesk desk, SponsorshipRequest request, RequestAnswers? answers, CancellationToken cancel)
    {
        var offer = desk.IsForEvent ? await offers.ForAsync(desk.ChapterId, desk.Region, answers?.Headcount ?? 0, cancel) : null;
        return new CheckPage(desk, answers, offer, request.Editable, request.Version, Guid.NewGuid(), request.SubmittedAt is not null);
    }
}
