using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The pool of keys, who waits for one, and who has one.</summary>
[Route("/staff/licences")]
public sealed class LicencesController(AppDbContext db, ViewerRoles roles, LicenceService licences, SettingsSnapshot settings, TimeProvider time) : LineController(db, roles)
{
    private const int Most = 50;
    private static readonly StaffRole[] Staff = [StaffRole.CommunityManager, StaffRole.Fulfilment];
    private static readonly KeysetOrder<LicenceKey, long, long> Newest = KeysetOrder.ByDescending((LicenceKey k) => k.Id, k => k.Id);

    [HttpGet("")]
    public async Task<IActionResult> List(string? after, string? before)
    {
        this.Require(FulfilmentAccess.CanSeePool(this.Viewer()));
        return View(await PageAsync(after ?? before, new GrantForm()));
    }

    /// <summary>Hands out one key for a granted line.</summary>
    [HttpPost("lines/{lineId:long}")]
    public async Task<IActionResult> Grant(long lineId, GrantForm form)
    {
        var line = await StaffLineAsync(lineId, Benefit.Licence, Staff);
        this.Require(FulfilmentAccess.CanHandOut(this.Viewer(), line.Facts, await RolesAsync()));
        form.LineId = lineId;
        return await TakeAsync(
            () => licences.GrantAsync(Me, lineId, form.Product, Cancel), "/staff/licences", $"{line.ChapterName} has its key; the organizers have a letter.", async () => View(nameof(List), await PageAsync(null, form)));
    }

    [HttpGet("lines/{lineId:long}/revocation")]
    public async Task<IActionResult> Revoke(long lineId) => View(new RevocationPage(await HandedOutAsync(lineId), new RevocationForm()));

    [HttpPost("lines/{lineId:long}/revocation")]
    public async Task<IActionResult> CreateRevocation(long lineId, RevocationForm form)
    {
        var line = await HandedOutAsync(lineId);
        return await TakeAsync(
            () => licences.RevokeAsync(Me, lineId, form.Reason, Cancel), "/staff/licences", "The key is taken back; the organizers have a letter.",
            () => Task.FromResult<IActionResult>(View(nameof(Revoke), new RevocationPage(line, form))));
    }

    private async Task<LineHead> HandedOutAsync(long lineId)
    {
        var line = await StaffLineAsync(lineId, Benefit.Licence, Staff);
        this.Require(FulfilmentAccess.CanHandOut(this.Viewer(), line.Facts, await RolesAsync()));
        return line;
    }

    private async Task<LicencesPage> PageAsync(string? cursor, GrantForm form)
    {
        var pool = await Db.LicenceKeys.AsNoTracking().GroupBy(k => k.Product).OrderBy(g => g.Key).Take(Most).Select(g => new PoolRow(
            g.Key, g.Count(k => k.State == LicenceKeyState.Free), g.Count(k => k.State == LicenceKeyState.Granted), g.Count(k => k.State == LicenceKeyState.Revoked))).ToListAsync(Cancel);
        var lines = Db.BenefitLines.AsNoTracking().InRegionsOf(this.Viewer(), Staff).Where(l => l.Benefit == Benefit.Licence);
        var waiting = await WaitingAsync(lines);
        var granted = await Db.LicenceKeys.AsNoTracking().Where(k => k.State != LicenceKeyState.Free && lines.Any(l => l.Id == k.LineId)).ToPageAsync(
            Newest,
            k => new GrantedRow(k.LineId!.Value, k.Product, k.Seats, k.State, k.EndsAt!.Value, Db.Chapters.Where(c => c.Id == k.ChapterId).Select(c => c.Name).First(),
                Db.BenefitLines.Where(l => l.Id == k.LineId).Select(l => l.Request.Reference!).First()),
            cursor, cancel: Cancel);
        return new LicencesPage(pool, (await settings.CurrentAsync(Cancel)).Get(LicencesSettings.LowPool), [.. waiting.Take(Most)], waiting.Count > Most, granted, form, time.Now());
    }

    // Granted lines by their index; and those whose key was taken back from the few such keys, since asked the other way each line that ever was is read.
    private async Task<IReadOnlyList<LineHead>> WaitingAsync(IQueryable<BenefitLine> lines)
    {
        var open = await lines.Where(l => l.State == LineState.Accepted).OrderBy(l => l.AcceptedAt).ThenBy(l => l.Id).Take(Most + 1).Select(LineHead.Shape).ToListAsync(Cancel);
        var revoked = Db.LicenceKeys.Where(k => k.State == LicenceKeyState.Revoked).Select(k => k.LineId!.Value);
        var again = await lines.Where(l => revoked.Contains(l.Id) && l.State == LineState.Fulfilled && !Db.LicenceKeys.Any(k => k.LineId == l.Id && k.State == LicenceKeyState.Granted))
            .OrderBy(l => l.AcceptedAt).ThenBy(l => l.Id).Take(Most).Select(LineHead.Shape).ToListAsync(Cancel);
        return [.. again, .. open];
    }
}

/// <summary>One product of the pool.</summary>
public sealed record PoolRow(string Product, int Free, int Granted, int Revoked);

/// <summary>A key that is, or was, with a group.</summary>
public sealed record GrantedRow(long LineId, string Product, int Seats, LicenceKeyState State, DateTime EndsAt, string ChapterName, string Reference);

/// <summary>Which product's key.</summary>
public sealed class GrantForm
{
    [Required, StringLength(LicenceKey.ProductLength), Display(Name = "Product")]
    public string Product { get; set; } = "";

    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public long LineId { get; set; }
}

/// <summary>The pool.</summary>
/// <param name="MoreWait">For a key, than the page shows.</param>
public sealed record LicencesPage(IReadOnlyList<PoolRow> Pool, int LowBelow, IReadOnlyList<LineHead> Waiting, bool MoreWait, PageOf<GrantedRow> Granted, GrantForm Form, DateTime Now)
{
    public IReadOnlyList<PoolRow> Free => [.. Pool.Where(p => p.Free > 0)];
}

/// <summary>Why a key is taken back.</summary>
public sealed class RevocationForm
{
    [Required, StringLength(LicenceKey.ReasonLength), Display(Name = "Reason")]
    public string Reason { get; set; } = "";
}

/// <summary>The form on its page.</summary>
public sealed record RevocationPage(LineHead Line, RevocationForm Form);
