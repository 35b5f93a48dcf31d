using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>A thing with the vendor's mark: a shirt, a sticker. What is in stock is counted by size.</summary>
public sealed class SwagItem : IHasId
{
    public const int NameLength = 80;
    public const int NoteLength = 300;
    public const int MostSizes = 12;
    public const int MostPerHundred = 1000;
    public const decimal HighestValue = 1000m;

    private readonly List<SwagSize> sizes = [];

    private SwagItem()
    {
    }

    /// <param name="name">What it is called.</param>
    /// <param name="note">What packers should know.</param>
    /// <param name="value">Value of one piece for the customs form, in USD.</param>
    /// <param name="perHundred">Pieces a kit holds for a hundred people; 0 leaves it out of kits.</param>
    /// <param name="sizeNames">In the order of the page; none means one size.</param>
    /// <param name="now">UTC.</param>
    public SwagItem(string? name, string? note, decimal value, int perHundred, IReadOnlyList<string> sizeNames, DateTime now)
    {
        CreatedAt = now;
        Describe(name, note, value, perHundred, isOffered: true);
        var names = sizeNames.Select(s => Checked.Line(s, SwagSize.NameLength, "Sizes", "A size needs a name.")).ToList();
        if (names.Count > MostSizes)
            throw new RuleException($"At most {MostSizes} sizes.", "Sizes");
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
            throw new RuleException("Each size stands once.", "Sizes");
        foreach (var size in names.DefaultIfEmpty(SwagSize.Only))
            sizes.Add(new SwagSize(this, size, sizes.Count + 1));
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Note { get; private set; } = "";

    /// <summary>Of one piece, in USD: what the customs form declares.</summary>
    public decimal Value { get; private set; }

    public int PerHundred { get; private set; }

    /// <summary>Part of new kits; what is packed already stays.</summary>
    public bool IsOffered { get; private set; } = true;

    public DateTime CreatedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<SwagSize> Sizes => sizes;

    public void Describe(string? name, string? note, decimal value, int perHundred, bool isOffered)
    {
        Name = Checked.Line(name, NameLength, "Name", "Give the thing a name.");
        Note = Checked.Text(note, NoteLength, "Note", null);
        if (value is < 0 or > HighestValue || decimal.Round(value, 2) != value)
            throw new RuleException($"The value of one piece is 0 to {HighestValue:0} USD with at most two decimals.", "Value");
        if (perHundred is < 0 or > MostPerHundred)
            throw new RuleException($"Pieces for a hundred people: a whole number from 0 to {MostPerHundred}.", "PerHundred");
        (Value, PerHundred, IsOffered) = (value, perHundred, isOffered);
        Version++;
    }
}

/// <summary>One size of a thing, and how many of it lie on the shelf, free to be packed. Only <see cref="StockBook"/> changes the number.</summary>
public sealed class SwagSize : IHasId
{
    public const int NameLength = 30;
    public const string Only = "One size";

    private SwagSize()
    {
    }

    internal SwagSize(SwagItem item, string name, int position)
    {
        Item = item;
        (Name, Position) = (name, position);
    }

    public long Id { get; private set; }

    public long ItemId { get; private set; }

    public SwagItem Item { get; private set; } = null!;

    public string Name { get; private set; } = "";

    /// <summary>From 1.</summary>
    public int Position { get; private set; }

    /// <summary>Free pieces: what is reserved for a parcel is not in it any more.</summary>
    public int Stock { get; private set; }
}

public sealed class SwagItemMap : IEntityTypeConfiguration<SwagItem>
{
    public void Configure(EntityTypeBuilder<SwagItem> builder)
    {
        builder.ToTable("SwagItems", table => table.HasCheckConstraint("CK_SwagItems_Figures", "CAST([Value] AS DECIMAL(12,2)) >= 0 AND [PerHundred] BETWEEN 0 AND 1000"));
        builder.Property(i => i.Name).HasMaxLength(SwagItem.NameLength);
        builder.Property(i => i.Note).HasMaxLength(SwagItem.NoteLength);
        builder.HasMany(i => i.Sizes).WithOne(s => s.Item).HasForeignKey(s => s.ItemId);
        builder.HasIndex(i => i.Name).IsUnique();
    }
}

public sealed class SwagSizeMap : IEntityTypeConfiguration<SwagSize>
{
    public void Configure(EntityTypeBuilder<SwagSize> builder)
    {
        // The last word on stock, whatever the code above it does.
        builder.ToTable("SwagSizes", table => table.HasCheckConstraint("CK_SwagSizes_Stock", "[Stock] >= 0"));
        builder.Property(s => s.Name).HasMaxLength(SwagSize.NameLength);
        builder.HasIndex(s => new { s.ItemId, s.Name }).IsUnique();
    }
}
