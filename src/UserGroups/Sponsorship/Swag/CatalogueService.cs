using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>The catalogue and what lies on the shelf, kept by fulfilment.</summary>
public sealed class CatalogueService(AppDbContext db, StockBook stock, TimeProvider time)
{
    public const int MostPieces = 100_000;

    private const string NameTaken = "There is a thing of this name already.";

    public async Task<SwagItem> AddAsync(long actorId, string? name, string? note, decimal value, int perHundred, IReadOnlyList<string> sizes, CancellationToken cancel = default)
    {
        var item = new SwagItem(name, note, value, perHundred, sizes, time.Now());
        db.SwagItems.Add(item);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "swag.added", item, new { item.Name, Sizes = item.Sizes.Count }));
        await SaveAsync(cancel);
        return item;
    }

    public async Task ChangeAsync(long actorId, long itemId, int seenVersion, string? name, string? note, decimal value, int perHundred, bool isOffered, CancellationToken cancel = default)
    {
        var item = await db.SwagItems.SingleAsync(i => i.Id == itemId, cancel);
        if (item.Version != seenVersion)
            throw new DbUpdateConcurrencyException($"{item.Name} was changed while you were looking at it.");
        item.Describe(name, note, value, perHundred, isOffered);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "swag.changed", item, new { item.Name, item.Value, item.PerHundred, item.IsOffered }));
        await SaveAsync(cancel);
    }

    /// <summary>New pieces came.</summary>
    /// <param name="formKey">Of the form, so that the same delivery sent twice is booked once.</param>
    public Task DeliverAsync(long actorId, long sizeId, int pieces, string? note, Guid formKey, CancellationToken cancel = default)
    {
        RequireDelivery(pieces, note);
        return BookAsync(actorId, sizeId, MovementKind.Delivered, note, formKey, _ => pieces, cancel);
    }

    /// <summary>Somebody counted the shelf; what the book says from now on. Why it was wrong is asked.</summary>
    public Task CountAsync(long actorId, long sizeId, int seenStock, int counted, string? note, Guid formKey, CancellationToken cancel = default)
    {
        RequireCount(counted, note);
        return BookAsync(
            actorId, sizeId, MovementKind.Counted, note, formKey,
            size => size.Stock == seenStock ? counted - size.Stock : throw new RuleException($"Meanwhile the book says {size.Stock}. Count again without what was just packed.", "Pieces"), cancel);
    }

    /// <summary>The rules about a delivery: the form asks them together with its own.</summary>
    /// <exception cref="RuleException">Names every field that cannot be so.</exception>
    public static void RequireDelivery(int pieces, string? note) =>
        Require(pieces is < 1 or > MostPieces ? $"So many pieces came: a whole number from 1 to {MostPieces}." : null, note, null);

    /// <summary>The rules about a count: the form asks them together with its own.</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static void RequireCount(int counted, string? note) =>
        Require(counted is < 0 or > MostPieces ? $"So many pieces lie there: a whole number from 0 to {MostPieces}." : null, note, "Say why the book was wrong.");

    private static void Require(string? wrongPieces, string? note, string? whenNoteIsEmpty)
    {
        var broken = new BrokenRules();
        if (wrongPieces is not null)
            broken.Add(wrongPieces, "Pieces");
        broken.Try(() => { Checked.Text(note, StockMovement.NoteLength, "Note", whenNoteIsEmpty); });
        broken.Throw();
    }

    private async Task BookAsync(long actorId, long sizeId, MovementKind kind, string? note, Guid formKey, Func<SwagSize, int> pieces, CancellationToken cancel)
    {
        var said = Checked.Text(note, StockMovement.NoteLength, "Note", null);
        await db.InTransactionAsync(
            async token =>
            {
                // Pressed twice: the delivery is booked.
                if (await db.StockMovements.AnyAsync(m => m.FormKey == formKey, token))
                    return;
                var size = await db.SwagSizes.AsNoTracking().Include(s => s.Item).SingleAsync(s => s.Id == sizeId, token);
                var more = pieces(size);
                if (more == 0)
                    return;
                if (!await stock.AdjustAsync(sizeId, more, kind, said, actorId, formKey, token))
                    throw new RuleException("More would be taken than lies there.", "Pieces");
                db.History.Add(new HistoryEntry(time.Now(), actorId, kind == MovementKind.Delivered ? "stock.delivered" : "stock.counted", size, new { Pieces = more }, said.Length == 0 ? null : said));
                await db.SaveChangesAsync(token);
            },
            cancel);
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(NameTaken, "Name");
        }
    }
}
