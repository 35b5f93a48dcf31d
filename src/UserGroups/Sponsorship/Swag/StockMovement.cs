using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;

namespace UserGroups.Sponsorship.Swag;

/// <summary>Why the number on the shelf changed.</summary>
public enum MovementKind
{
    /// <summary>New pieces came.</summary>
    Delivered,

    /// <summary>Somebody counted; the book was wrong.</summary>
    Counted,

    /// <summary>Put aside for a parcel.</summary>
    Reserved,

    /// <summary>Back from a parcel that will not be sent, or that came back.</summary>
    Released,
}

/// <summary>One change of stock. Rows are only added; their sum is the stock, always.</summary>
public sealed class StockMovement
{
    public const int NoteLength = 200;

    private StockMovement()
    {
    }

    public StockMovement(long sizeId, MovementKind kind, int pieces, long? parcelId, long? actorId, string note, DateTime at) =>
        (SizeId, Kind, Pieces, ParcelId, ActorId, Note, At) = (sizeId, kind, pieces, parcelId, actorId, note, at);

    public long Id { get; private set; }

    public long SizeId { get; private set; }

    public SwagSize Size { get; private set; } = null!;

    public MovementKind Kind { get; private set; }

    /// <summary>More (+) or fewer (−).</summary>
    public int Pieces { get; private set; }

    public long? ParcelId { get; private set; }

    /// <summary>Null for the portal itself.</summary>
    public long? ActorId { get; private set; }

    public string Note { get; private set; } = "";

    public DateTime At { get; private set; }

    /// <summary>Of the form that made it, so that the same form sent twice is booked once.</summary>
    public Guid? FormKey { get; init; }
}

public sealed class StockMovementMap : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("StockMovements", table => table.HasCheckConstraint("CK_StockMovements_Pieces", "[Pieces] <> 0"));
        builder.Property(m => m.Note).HasMaxLength(StockMovement.NoteLength);
        builder.HasOne(m => m.Size).WithMany().HasForeignKey(m => m.SizeId);
        builder.HasOne<Parcel>().WithMany().HasForeignKey(m => m.ParcelId);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.ActorId);
        builder.HasIndex(m => new { m.SizeId, m.Id });
        builder.HasIndex(m => m.FormKey).IsUnique().HasFilter("[FormKey] IS NOT NULL");
    }
}
