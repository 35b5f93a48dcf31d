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
        var most = await gate.LateAsync(about.StartsAt, offer.Result, cancel) is null ? offer.Result : Math.Min(offer.Result, RequestGate.SmallStipend);
        var known = people > 0 ? people.ToString(CultureInfo.InvariantCulture) : null;
        return new RequestForm
        {
            Headcount = known,
            Stipend = most > 0 ? most.ToString("0.00", CultureInfo.CurrentCulture) : null,
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
        // What was sent back may always return.
        if (request?.SubmittedAt is null)
        {
            form.Missing = await gate.MissingReportAsync(desk.ChapterId, cancel);
            form.Late = await LateAsync(desk, RequestReading.StipendOf(form.Typed(), CultureInfo.CurrentCulture), cancel);
        }

        return form;
    }

    public async Task<CheckPage> CheckAsync(AskDesk desk, SponsorshipRequest request, RequestAnswers? answers, CancellationToken cancel)
    {
        var offer = desk.IsForEvent ? await offers.ForAsync(desk.ChapterId, desk.Region, answers?.Headcount ?? 0, cancel) : null;
        var isAgain = request.SubmittedAt is not null;
        var late = isAgain ? null : await LateAsync(desk, answers?.Benefits.SingleOrDefault(b => b.Benefit == Benefit.Stipend)?.Asked ?? 0, cancel);
        return new CheckPage(desk, answers, offer, request.Editable, request.Version, Guid.NewGuid(), isAgain, late);
    }

    private async Task<string?> LateAsync(AskDesk desk, decimal stipend, CancellationToken cancel) =>
        desk.Event is AskEvent about ? (await gate.LateAsync(about.StartsAt, stipend, cancel))?.Message : null;
}
