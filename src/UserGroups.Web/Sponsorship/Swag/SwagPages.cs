using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Linq.Expressions;
using UserGroups.Shared;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Web.Sponsorship;

/// <summary>A thing of the catalogue.</summary>
public sealed record SwagRow(long Id, string Name, string Note, decimal Value, int PerHundred, bool IsOffered, int Version, IReadOnlyList<SizeRow> Sizes)
{
    public static readonly Expression<Func<SwagItem, SwagRow>> Shape = i => new SwagRow(
        i.Id, i.Name, i.Note, i.Value, i.PerHundred, i.IsOffered, i.Version, i.Sizes.OrderBy(s => s.Position).Select(s => new SizeRow(s.Id, s.Name, s.Stock)).ToList());

    public int Stock => Sizes.Sum(s => s.Stock);
}

/// <summary>One size and what lies on the shelf.</summary>
public sealed record SizeRow(long Id, string Name, int Stock);

/// <summary>A line of the stock book.</summary>
public sealed record MovementRow(DateTime At, MovementKind Kind, string Size, int Pieces, string Note, string? Who, long? ParcelId);

/// <summary>One thing with its stock.</summary>
public sealed record SwagPage(SwagRow Item, SwagForm Form, StockForm Stock, PageOf<MovementRow> Movements);

/// <summary>A thing of the catalogue as typed.</summary>
public sealed class SwagForm
{
    [Required, StringLength(SwagItem.NameLength), Display(Name = "Name")]
    public string Name { get; set; } = "";

    [StringLength(SwagItem.NoteLength), Display(Name = "Note for packers")]
    public string? Note { get; set; }

    [Required, StringLength(20), Display(Name = "Value of one piece")]
    public string Value { get; set; } = "";

    [Display(Name = "Pieces for a hundred people")]
    public int PerHundred { get; set; } = 100;

    [StringLength(300), Display(Name = "Sizes")]
    public string? Sizes { get; set; }

    [Display(Name = "Part of new kits")]
    public bool IsOffered { get; set; } = true;

    public int Version { get; set; }

    public Guid FormKey { get; set; }

    /// <summary>The value of one piece. What else is wrong is named with it.</summary>
    /// <param name="isNew">Sizes are typed once; those of a thing there is stay.</param>
    /// <exception cref="RuleException">Names every field that cannot be so.</exception>
    public decimal Worth(bool isNew)
    {
        var broken = new BrokenRules();
        var value = broken.Try(() => (decimal?)Money.Parse(Value, "USD", CultureInfo.CurrentCulture, nameof(Value)).Amount);
        broken.Try(() => SwagItem.Require(Name, Note, value, PerHundred, isNew ? SizeNames() : []));
        broken.Throw();
        return value!.Value;
    }

    public IReadOnlyList<string> SizeNames() => (Sizes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A delivery, or a count.</summary>
public sealed class StockForm
{
    [Display(Name = "Size")]
    public long SizeId { get; set; }

    [Display(Name = "Pieces")]
    public int Pieces { get; set; }

    [StringLength(StockMovement.NoteLength), Display(Name = "Note")]
    public string? Note { get; set; }

    /// <summary>What the book said when the shelf was counted.</summary>
    public int SeenStock { get; set; }

    public Guid FormKey { get; set; }
}
