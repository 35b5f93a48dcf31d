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
        Require(name, note, value, perHundred, sizeNames);
        Describe(name, note, value, perHundred, isOffered: true);
        foreach (var size in CheckedSizes(sizeNames).DefaultIfEmpty(SwagSize.Only))
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
        Require(name, note, value, perHundred, []);
        (Name, Note) = (CheckedName(name), CheckedNote(note));
        (Value, PerHundred, IsOffered) = (value, perHundred, isOffered);
        Version++;
    }

    /// <summary>The rules about a thing: it asks them, and the form before it together with its own.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="note">As typed.</param>
    /// <param name="value">USD; null when it could not be read, which breaks no rule here.</param>
    /// <param name="perHundred">Pieces.</param>
    /// <param name="sizeNames">Of a new thing; none of one whose sizes stay.</param>
    /// <exception cref="RuleException">Names every field that cannot be so.</exception>
    public static void Require(string? name, string? note, decimal? value, int perHundred, IReadOnlyList<string> sizeNames)
    {
        var broken = new BrokenRules();
        broken.Try(() => { CheckedName(name); });
        broken.Try(() => { CheckedNote(note); });
        if (value is decimal worth && (worth is < 0 or > HighestValue || decimal.Round(worth, 2) != worth))
            broken.Add($"The value of one piece is 0 to {HighestValue:0} USD with at most two decimals.", "Value");
        if (perHundred is < 0 or > MostPerHundred)
            broken.Add($"Pieces for a hundred people: a whole number from 0 to {MostPerHundred}.", "PerHundred");
        broken.Try(() => { CheckedSizes(sizeNames); });
        broken.Throw();
    }

    private static string CheckedName(string? name) => Checked.Line(name, NameLength, "Name", "Give the thing a name.");

    private static string CheckedNote(string? note) => Checked.Text(note, NoteLength, "Note", null);

    private static List<string> CheckedSizes(IReadOnlyList<string> typed)
    {
        var names = typed.Select(s => Checked.Line(s, SwagSize.NameLength, "Sizes", "A size needs a name.")).ToList();
        if (names.Count > MostSizes)
            throw new RuleException($"Use at most {MostSizes} sizes.", "Sizes");
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
            throw new RuleException("Each size stands once; take out what is there twice.", "Sizes");
        return names;
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
