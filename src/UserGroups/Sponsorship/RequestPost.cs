using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship;

/// <summary>Who is told what: the column "Told" of <see cref="SponsorshipFlow"/> in letters. The caller saves. Test chapters write to nobody.</summary>
public sealed class RequestPost(AppDbContext db, PostOffice post, SiteAddress site)
{
    public async Task TellAsync(SponsorshipRequest request, RequestTransition taken, string? reason, CancellationToken cancel)
    {
        if (taken.Told == Party.Nobody || !await IsRealAsync(request, cancel))
            return;
        var facts = await FactsAsync(request, cancel);
        var leads = taken is { Step: RequestStep.Decide, To: RequestState.Decided } ? (await LeadsAsync(request.ChapterId, cancel)).ConvertAll(l => l.PersonId) : [];
        foreach (var party in new[] { Party.Organizers, Party.Managers, Party.Fulfillers }.Where(p => taken.Told.HasFlag(p)))
        {
            foreach (var to in await ReceiversAsync(request, party, cancel))
            {
                if (LetterFor(request, taken, party, to, facts, reason, leads.Contains(to.PersonId)) is Letter letter)
                    post.Send(letter);
            }
        }
    }

    /// <summary>A letter of its own to a party of a request.</summary>
    public async Task SendAsync(SponsorshipRequest request, Party party, Func<Receiver, LetterFacts, Letter> letter, CancellationToken cancel, long? exceptId = null)
    {
        if (!await IsRealAsync(request, cancel))
            return;
        var facts = await FactsAsync(request, cancel);
        foreach (var to in (await ReceiversAsync(request, party, cancel)).Where(r => r.PersonId != exceptId))
            post.Send(letter(to, facts));
    }

    private static Letter? LetterFor(SponsorshipRequest request, RequestTransition taken, Party party, Receiver to, LetterFacts facts, string? reason, bool isLead)
    {
        var isStaff = party != Party.Organizers;
        if (SponsorshipFlow.IsEnd(taken.To) && taken.Step is not (RequestStep.Decide or RequestStep.Refuse))
            return new RequestEnded(to.Email, to.Name, facts, taken.To, taken.Step == RequestStep.Close ? null : request.EndReason ?? reason, isStaff);
        return (taken.Step, party) switch
        {
            (RequestStep.Submit, Party.Organizers) => new RequestReceived(to.Email, to.Name, facts, request.Clock!.DueAt),
            (RequestStep.Submit or RequestStep.Restore, _) => new RequestWaits(to.Email, to.Name, facts, request.Clock!.DueAt, Asked(request), IsAgain: taken.From != RequestState.Draft),
            (RequestStep.RequestChanges, _) => new RequestChangesAsked(to.Email, to.Name, facts, request.ChangeReason!, FieldWords(request.ChangeFields)),
            (RequestStep.Decide, Party.Organizers) => new RequestDecided(to.Email, to.Name, facts, taken.To, [.. request.Lines.OrderBy(l => l.Benefit).Select(LineText)], OfferOf(request, isLead)),
            (RequestStep.Accept or RequestStep.Refuse, Party.Managers) => new OfferAnswered(to.Email, to.Name, facts, taken.Step == RequestStep.Accept),
            (RequestStep.Report or RequestStep.Fulfil or RequestStep.Release, not Party.Organizers) => new ReportArrived(to.Email, to.Name, facts),
            (RequestStep.Lapse or RequestStep.Expire, Party.Organizers) => new RequestRanOut(to.Email, to.Name, facts, reason ?? ""),
            (_, Party.Fulfillers) => new RequestToFulfil(to.Email, to.Name, facts, [.. request.Lines.Where(l => l.State == LineState.Accepted).OrderBy(l => l.Benefit).Select(l => $"{BenefitWords.Of(l.Benefit)}: {l.GrantedText}")]),
            _ => null,
        };
    }

    /// <summary>Such as "180.00 USD, 25 kits".</summary>
    public static string Asked(SponsorshipRequest request) => string.Join(", ", request.Lines.OrderBy(l => l.Benefit).Select(l => l.Benefit == Benefit.Promotion ? "a blog post" : l.AskedText));

    /// <summary>The parts of the form, each by its label in quotation marks.</summary>
    public static string FieldWords(RequestFields fields) =>
        string.Join(", ", Enum.GetValues<RequestFields>().Where(f => f is not (RequestFields.None or RequestFields.All) && fields.HasFlag(f)).Select(f => $"“{RequestWords.Of(f)}”"));

    /// <summary>The reduced lines beside what was asked, such as "120.00 of 180.00 USD, 20 of 25 kits".</summary>
    public static string Offer(IEnumerable<BenefitLine> lines) =>
        string.Join(", ", lines.Where(l => l.State == LineState.Reduced).OrderBy(l => l.Benefit).Select(l => BenefitWords.Part(l.Benefit, l.Granted ?? 0, l.Asked)));

    private static OfferFacts? OfferOf(SponsorshipRequest request, bool isLead) => request.OfferEndsAt is DateTime until
        ? new OfferFacts(until, Offer(request.Lines), isLead, request.Lines.Any(l => l.State is LineState.Accepted or LineState.Fulfilled))
        : null;

    private static string LineText(BenefitLine line) => line.Decision switch
    {
        LineDecision.Approved => $"{BenefitWords.Of(line.Benefit)}: {line.GrantedText}, as asked.{(line.Reason is null ? "" : " " + line.Reason)}",
        LineDecision.Reduced => $"{BenefitWords.Of(line.Benefit)}: {line.GrantedText} of {line.AskedText}. {line.Reason}",
        _ => $"{BenefitWords.Of(line.Benefit)}: declined. {line.Reason}",
    };

    private Task<bool> IsRealAsync(SponsorshipRequest request, CancellationToken cancel) => db.Chapters.AnyAsync(c => c.Id == request.ChapterId && !c.IsTest, cancel);

    private async Task<LetterFacts> FactsAsync(SponsorshipRequest request, CancellationToken cancel)
    {
        var chapter = await db.Chapters.Where(c => c.Id == request.ChapterId).Select(c => c.Name).SingleAsync(cancel);
        var title = request.EventId is long id ? await db.Events.Where(e => e.Id == id).Select(e => e.Title).SingleAsync(cancel) : null;
        return new LetterFacts(request.Reference!, chapter, title, site);
    }

    private async Task<List<Receiver>> ReceiversAsync(SponsorshipRequest request, Party party, CancellationToken cancel)
    {
        if (party == Party.Organizers)
            return await db.OrganizersOfAsync(request.ChapterId, cancel);
        if (party == Party.Lead)
            return await LeadsAsync(request.ChapterId, cancel);
        var roles = party == Party.Managers ? [StaffRole.CommunityManager] : FulfillersOf(request);
        var region = await db.Chapters.Where(c => c.Id == request.ChapterId).Select(c => c.Region).SingleAsync(cancel);
        // Nobody who organizes there or asked gets work on it.
        return await db.People.AsNoTracking()
            .Where(p => p.DeletedAt == null && p.Email != null && p.Id != request.RequestedById)
            .Where(p => db.RoleGrants.Any(g => g.PersonId == p.Id && roles.Contains(g.Role) && (g.Region == null || g.Region == region)))
            .Where(p => !db.Organizers.Any(o => o.ChapterId == request.ChapterId && o.PersonId == p.Id))
            .OrderBy(p => p.Id).Select(p => new Receiver(p.Id, p.Email!, p.Name)).ToListAsync(cancel);
    }

    private Task<List<Receiver>> LeadsAsync(long chapterId, CancellationToken cancel) => db.Organizers.AsNoTracking()
        .Where(o => o.ChapterId == chapterId && o.Role == OrganizerRole.Lead && o.Person.DeletedAt == null && o.Person.Email != null)
        .Select(o => new Receiver(o.PersonId, o.Person.Email!, o.Person.Name)).ToListAsync(cancel);

    // Money is finance's, the rest is fulfilment's.
    private static List<StaffRole> FulfillersOf(SponsorshipRequest request)
    {
        var live = request.Lines.Where(l => l.State is LineState.Accepted or LineState.Void).Select(l => l.Benefit).ToList();
        var roles = new List<StaffRole>();
        if (live.Contains(Benefit.Stipend))
            roles.Add(StaffRole.Finance);
        if (live.Exists(b => b != Benefit.Stipend))
            roles.Add(StaffRole.Fulfilment);
        return roles;
    }
}
