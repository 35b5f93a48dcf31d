using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

/// <summary>A payment in a list.</summary>
public sealed record PaymentRow(
    long Id, PaymentState State, decimal Amount, string PayeeName, string ChapterName, string Reference, DateTime CreatedAt, DateOnly? ScheduledFor, PaymentMethod? Method, string? Number, DateTime? SentAt,
    string? EventTitle, string? Reason)
{
    public Money Money => new(Amount, Payment.CurrencyCode);

    /// <summary>Full days since somebody could act.</summary>
    public int Age(DateTime now) => Math.Max(0, (int)(now - (SentAt ?? CreatedAt)).TotalDays);
}

/// <summary>A granted stipend whose organizers have not said who is to be paid.</summary>
public sealed record PayeeMissing(string Reference, string ChapterName, decimal Granted, DateTime? AcceptedAt);

/// <summary>The desk of finance.</summary>
public sealed record PaymentsPage(string View, PageOf<PaymentRow> Rows, IReadOnlyList<PayeeMissing> Missing, int Open, int OnTheWay, DateTime Now);

/// <summary>One payment.</summary>
public sealed record PaymentPage(Payment Payment, LineHead Line, bool CanPay, PaymentForm Form, IReadOnlyDictionary<long, string> Names)
{
    public bool Can(PaymentStep step) => CanPay && PaymentFlow.Allows(Payment.State, step);

    public string NameOf(long? personId) => personId is long id && Names.TryGetValue(id, out var name) ? name : "somebody who has left";
}

/// <summary>One step of a payment.</summary>
public sealed class PaymentForm
{
    /// <summary>The version the person saw.</summary>
    public int Version { get; set; }

    [StringLength(20), Display(Name = "Amount")]
    public string? Amount { get; set; }

    [Display(Name = "Goes out on")]
    public DateOnly? On { get; set; }

    [Display(Name = "How it was paid")]
    public PaymentMethod? Method { get; set; }

    [StringLength(60), Display(Name = "Number")]
    public string? Number { get; set; }

    [StringLength(Payment.ReasonLength), Display(Name = "Reason")]
    public string? Reason { get; set; }

    /// <summary>How it was paid. What is wrong with the number is named with it.</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    internal PaymentMethod Way()
    {
        var broken = new BrokenRules();
        if (Method is null)
            broken.Add("Choose how it was paid.", nameof(Method));
        broken.Try(() => { Payment.NumberOf(Number); });
        broken.Throw();
        return Method!.Value;
    }
}

/// <summary>Reads what finance sees: payments of the regions they are finance for.</summary>
public sealed class PaymentReader(AppDbContext db, TimeProvider time)
{
    private const int MostMissing = 50;
    private static readonly KeysetOrder<Payment, DateTime, long> OldestFirst = KeysetOrder.By((Payment p) => p.CreatedAt, p => p.Id);
    private static readonly KeysetOrder<Payment, DateTime, long> NewestFirst = KeysetOrder.ByDescending((Payment p) => p.CreatedAt, p => p.Id);

    public async Task<PaymentsPage> ListAsync(Viewer viewer, string? view, string? cursor, CancellationToken cancel)
    {
        var name = view is "sent" or "failed" or "done" or "register" ? view : "open";
        var mine = Mine(viewer);
        var rows = await Shaped(Of(mine, name), name is "done" or "register" ? NewestFirst : OldestFirst, cursor, Keyset.DefaultSize, cancel);
        var missing = name != "open" ? [] : await db.BenefitLines.AsNoTracking().InRegionsOf(viewer, StaffRole.Finance).Granted(Benefit.Stipend)
            .Where(l => !db.Payments.Any(p => p.LineId == l.Id && p.State != PaymentState.Void)).OrderBy(l => l.AcceptedAt).ThenBy(l => l.Id).Take(MostMissing)
            .Select(l => new PayeeMissing(l.Request.Reference!, l.Request.Chapter.Name, l.Granted!.Value, l.AcceptedAt)).ToListAsync(cancel);
        return new PaymentsPage(name, rows, missing, await Of(mine, "open").CountAsync(cancel), await Of(mine, "sent").CountAsync(cancel), time.Now());
    }

    /// <summary>Payments that wait for finance, for the staff desk.</summary>
    public Task<WaitingFacts> WaitingAsync(Viewer viewer, DateTime now, CancellationToken cancel) =>
        Of(Mine(viewer), "open").Select(p => new WaitingThing { Since = p.CreatedAt, DueAt = null }).FactsAsync(now, cancel);

    public async Task<(Payment Payment, LineHead Line)?> FindAsync(Viewer viewer, long id, CancellationToken cancel)
    {
        var payment = await Mine(viewer).SingleOrDefaultAsync(p => p.Id == id, cancel);
        return payment is null ? null : (payment, await db.BenefitLines.AsNoTracking().Where(l => l.Id == payment.LineId).Select(LineHead.Shape).SingleAsync(cancel));
    }

    /// <summary>Who asked, decided, authorised and sent.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(Payment payment, CancellationToken cancel)
    {
        List<long> ids = [payment.RequestedById, payment.DecidedById, payment.AuthorisedById ?? 0, payment.SentById ?? 0];
        return await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
    }

    /// <summary>The list as a file: for a bank's program, or the register of cheques.</summary>
    public async Task WriteCsvAsync(Viewer viewer, string? view, Stream body, CancellationToken cancel)
    {
        var name = view is "sent" or "failed" or "done" or "register" ? view : "open";
        var rows = Of(Mine(viewer), name).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => new
        {
            Payment = p,
            Line = db.BenefitLines.Where(l => l.Id == p.LineId).Select(l => new { Reference = l.Request.Reference!, Chapter = l.Request.Chapter.Name }).First(),
        }).AsAsyncEnumerable();
        await new CsvTable<(Payment Payment, string Reference, string Chapter)>()
            .Column("Request", r => r.Reference).Column("Group", r => r.Chapter).Column("Payee", r => r.Payment.PayeeName).Column("Address", r => r.Payment.PayeeAddress.ReplaceLineEndings(", "))
            .Column("Amount", r => r.Payment.Amount + 0.00m).Column("Currency", _ => Payment.CurrencyCode).Column("State", r => r.Payment.State.ToString())
            .Column("Method", r => r.Payment.Method is PaymentMethod method ? PaymentWords.Of(method) : "").Column("Number", r => r.Payment.Number).Column("Goes out on", r => r.Payment.ScheduledFor)
            .Column("Sent", r => r.Payment.SentAt).Column("Settled", r => r.Payment.SettledAt).Column("Reason", r => r.Payment.Reason)
            .WriteAsync(body, rows.Select(r => (r.Payment, r.Line.Reference, r.Line.Chapter)), cancel: cancel);
    }

    private IQueryable<Payment> Mine(Viewer viewer) =>
        db.Payments.AsNoTracking().Where(p => db.BenefitLines.InRegionsOf(viewer, StaffRole.Finance).Any(l => l.Id == p.LineId));

    private static IQueryable<Payment> Of(IQueryable<Payment> payments, string view) => view switch
    {
        "sent" => payments.Where(p => p.State == PaymentState.Sent),
        "failed" => payments.Where(p => p.State == PaymentState.Failed),
        "done" => payments.Where(p => p.State == PaymentState.Paid || p.State == PaymentState.Reconciled || p.State == PaymentState.Void),
        "register" => payments.Where(p => p.Method == PaymentMethod.Cheque && p.Number != null),
        _ => payments.Where(p => p.State == PaymentState.Approved || p.State == PaymentState.Authorised || p.State == PaymentState.Scheduled),
    };

    private Task<PageOf<PaymentRow>> Shaped(IQueryable<Payment> payments, KeysetOrder<Payment, DateTime, long> order, string? cursor, int size, CancellationToken cancel) => payments.ToPageAsync(
        order,
        p => new PaymentRow(
            p.Id, p.State, p.Amount, p.PayeeName, db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Name).First(),
            db.BenefitLines.Where(l => l.Id == p.LineId).Select(l => l.Request.Reference!).First(), p.CreatedAt, p.ScheduledFor, p.Method, p.Number, p.SentAt,
            db.BenefitLines.Where(l => l.Id == p.LineId).Select(l => l.Request.Event!.Title).FirstOrDefault(), p.Reason),
        cursor, size, cancel);
}
