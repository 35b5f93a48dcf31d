using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The catalogue and what lies on the shelf.</summary>
[Route("/staff/swag")]
public sealed class SwagController(AppDbContext db, ViewerRoles roles, CatalogueService catalogue, FormTokens forms) : LineController(db, roles)
{
    private const int Most = 200;
    private static readonly KeysetOrder<StockMovement, long, long> Newest = KeysetOrder.ByDescending((StockMovement m) => m.Id, m => m.Id);

    [HttpGet("")]
    public async Task<IActionResult> List()
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        var items = await Db.SwagItems.AsNoTracking().OrderByDescending(i => i.IsOffered).ThenBy(i => i.Name).ThenBy(i => i.Id).Take(Most).Select(SwagRow.Shape).ToListAsync(Cancel);
        return View(items);
    }

    [HttpGet("new")]
    public IActionResult New()
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        return View(new SwagForm { FormKey = Guid.NewGuid() });
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(SwagForm form)
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        return await this.Submit(
            async () =>
            {
                var path = await forms.OnceAsync(form.FormKey, Me, async token =>
                {
                    var made = await catalogue.AddAsync(Me, form.Name, form.Note, form.Worth(isNew: true), form.PerHundred, form.SizeNames(), token);
                    return $"/staff/swag/{made.Id}";
                }, Cancel);
                TempData.Succeed("It is in the catalogue. Note how many lie on the shelf.");
                return LocalRedirect(path);
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), form)),
            () => Task.FromResult(form.Worth(isNew: true)));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, string? after, string? before) => View(await PageAsync(id, after ?? before, null, new StockForm()));

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, SwagForm form)
    {
        await ItemAsync(id);
        return await TakeAsync(
            () => catalogue.ChangeAsync(Me, id, form.Version, form.Name, form.Note, form.Worth(isNew: false), form.PerHundred, form.IsOffered, Cancel), $"/staff/swag/{id}", "It is changed.",
            async () => View(nameof(Show), await PageAsync(id, null, form, new StockForm())), () => form.Worth(isNew: false));
    }

    [HttpPost("{id:long}/deliveries")]
    public async Task<IActionResult> Deliver(long id, StockForm form)
    {
        await SizeAsync(id, form.SizeId);
        return await TakeAsync(
            () => catalogue.DeliverAsync(Me, form.SizeId, form.Pieces, form.Note, form.FormKey, Cancel), $"/staff/swag/{id}", "The delivery is booked.",
            async () => View(nameof(Show), await PageAsync(id, null, null, form)), () => CatalogueService.RequireDelivery(form.Pieces, form.Note));
    }

    [HttpPost("{id:long}/counts")]
    public async Task<IActionResult> Count(long id, StockForm form)
    {
        await SizeAsync(id, form.SizeId);
        return await TakeAsync(
            () => catalogue.CountAsync(Me, form.SizeId, form.SeenStock, form.Pieces, form.Note, form.FormKey, Cancel), $"/staff/swag/{id}", "The book says what you counted.",
            async () => View(nameof(Show), await PageAsync(id, null, null, form)), () => CatalogueService.RequireCount(form.Pieces, form.Note));
    }

    private async Task<SwagRow> ItemAsync(long id)
    {
        this.Require(FulfilmentAccess.CanSeeSwag(this.Viewer()));
        return await Db.SwagItems.AsNoTracking().Where(i => i.Id == id).Select(SwagRow.Shape).SingleOrDefaultAsync(Cancel).OrNotFound();
    }

    // A size of another thing does not exist here.
    private async Task SizeAsync(long id, long sizeId)
    {
        if ((await ItemAsync(id)).Sizes.All(s => s.Id != sizeId))
            throw new RefusedException(StatusCodes.Status404NotFound);
    }

    private async Task<SwagPage> PageAsync(long id, string? cursor, SwagForm? typed, StockForm stock)
    {
        var item = await ItemAsync(id);
        var form = typed ?? new SwagForm { Name = item.Name, Note = item.Note, Value = item.Value.ToString("0.00", CultureInfo.CurrentCulture), PerHundred = item.PerHundred, IsOffered = item.IsOffered };
        form.Version = item.Version;
        stock.FormKey = stock.FormKey == Guid.Empty || ModelState.IsValid ? Guid.NewGuid() : stock.FormKey;
        var moves = await Db.StockMovements.AsNoTracking().Where(m => m.Size.ItemId == id).ToPageAsync(
            Newest, m => new MovementRow(m.At, m.Kind, m.Size.Name, m.Pieces, m.Note, Db.People.Where(p => p.Id == m.ActorId).Select(p => p.Name).FirstOrDefault(), m.ParcelId), cursor, cancel: Cancel);
        return new SwagPage(item, form, stock, moves);
    }
}
