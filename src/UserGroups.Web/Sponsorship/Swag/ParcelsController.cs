using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>Fulfilment: what to pack, where it goes, what is on its way.</summary>
[Route("/staff/parcels")]
public sealed class ParcelsController(AppDbContext db, ViewerRoles roles, ParcelService parcels, ParcelReader reader) : LineController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> List(string? view, string? after, string? before)
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        return View(await reader.ListAsync(this.Viewer(), view, after ?? before, Cancel));
    }

    /// <summary>The kit for a granted line, suggested and changed.</summary>
    [HttpGet("lines/{lineId:long}")]
    public async Task<IActionResult> New(long lineId)
    {
        var line = await StaffLineAsync(lineId, Benefit.Swag, StaffRole.Fulfilment);
        return await reader.LivingAsync(lineId, Cancel) is long parcel ? LocalRedirect($"/staff/parcels/{parcel}") : View(await reader.KitAsync(line, await CanPackAsync(line), null, Cancel));
    }

    [HttpPost("lines/{lineId:long}")]
    public async Task<IActionResult> Create(long lineId, KitForm form)
    {
        var line = await StaffLineAsync(lineId, Benefit.Swag, StaffRole.Fulfilment);
        this.Require(await CanPackAsync(line));
        return await TakeAsync(
            () => parcels.ReserveAsync(Me, lineId, [.. form.Pieces.Select(p => new KitLine(p.Key, p.Value))], Cancel), $"/staff/parcels/lines/{lineId}", "The pieces are put aside.",
            async () => View(nameof(New), await reader.KitAsync(line, true, form, Cancel)));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id) => View(await PageAsync(id, new ParcelForm()));

    [HttpGet("{id:long}/packing-list")]
    public async Task<IActionResult> PackingList(long id) => View(await PageAsync(id, new ParcelForm()));

    [HttpPost("{id:long}/packing")]
    public Task<IActionResult> Pack(long id, ParcelForm form) => StepAsync(id, form, "Packed. The address stands now.", () => parcels.PackAsync(Me, id, form.AddressVersion, Cancel));

    [HttpPost("{id:long}/unpacking")]
    public Task<IActionResult> Unpack(long id, ParcelForm form) => StepAsync(id, form, "Opened again; the organizers may change the address.", () => parcels.UnpackAsync(Me, id, Cancel));

    [HttpPost("{id:long}/shipment")]
    public Task<IActionResult> Ship(long id, ParcelForm form) => StepAsync(
        id, form, "It is on its way; the organizers have the tracking number.",
        () => parcels.ShipAsync(Me, id, form.Carrier, form.Tracking, form.Worth(), Cancel), () => form.Worth());

    [HttpPost("{id:long}/arrival")]
    public Task<IActionResult> Receive(long id, ParcelForm form) => StepAsync(id, form, "Noted: it has arrived.", () => parcels.EndAsync(Me, id, ParcelStep.Receive, null, Cancel));

    [HttpPost("{id:long}/loss")]
    public Task<IActionResult> Lose(long id, ParcelForm form) => StepAsync(id, form, "Noted: it is lost. The organizers have a letter.", () => parcels.EndAsync(Me, id, ParcelStep.Lose, form.Reason, Cancel));

    [HttpPost("{id:long}/return")]
    public Task<IActionResult> TakeBack(long id, ParcelForm form) => StepAsync(
        id, form, "It is back; its pieces are on the shelf again.", () => parcels.EndAsync(Me, id, ParcelStep.Return, form.Reason, Cancel));

    [HttpPost("{id:long}/cancellation")]
    public Task<IActionResult> Cancellation(long id, ParcelForm form) => StepAsync(
        id, form, "Cancelled; its pieces are on the shelf again.", () => parcels.EndAsync(Me, id, ParcelStep.Cancel, form.Reason, Cancel));

    private async Task<IActionResult> StepAsync(long id, ParcelForm form, string said, Func<Task> act, Action? meaning = null)
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        var line = await reader.LineOfAsync(this.Viewer(), id, Cancel).OrNotFound();
        this.Require(await CanPackAsync(line));
        return await TakeAsync(act, $"/staff/parcels/{id}", said, async () => View(nameof(Show), await PageAsync(id, form)), meaning);
    }

    private async Task<ParcelPage> PageAsync(long id, ParcelForm form)
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        var line = await reader.LineOfAsync(this.Viewer(), id, Cancel).OrNotFound();
        return await reader.ReadAsync(id, line, await CanPackAsync(line), form, Cancel);
    }

    private async Task<bool> CanPackAsync(LineHead line) => FulfilmentAccess.CanPack(this.Viewer(), line.Facts, await RolesAsync());
}
