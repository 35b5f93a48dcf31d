using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>What goes to a chapter for one approved line. Its pieces are off the shelf from the moment they are reserved.</summary>
public sealed class Parcel : IHasId
{
    public const int CarrierLength = 60;
    public const int TrackingLength = 80;
    public const int ReasonLength = 500;
    public const decimal HighestValue = 100_000m;

    private readonly List<ParcelItem> items = [];

    private Parcel()
    {
    }

    public Parcel(long lineId, long chapterId, long reservedById, DateTime now)
    {
        (LineId, ChapterId, ReservedById, ReservedAt) = (lineId, chapterId, reservedById, now);
    }

    public long Id { get; private set; }

    public long LineId { get; private set; }

    public long ChapterId { get; private set; }

    public ParcelState State { get; private set; } = ParcelState.Reserved;

    public long ReservedById { get; private set; }

    public DateTime ReservedAt { get; private set; }

    public long? PackedById { get; private set; }

    public DateTime? PackedAt { get; private set; }

    public long? ShippedById { get; private set; }

    public DateTime? ShippedAt { get; private set; }

    public string Carrier { get; private set; } = "";

    public string Tracking { get; private set; } = "";

    /// <summary>In USD; what the customs form says.</summary>
    public decimal? DeclaredValue { get; private set; }

    /// <summary>Received, lost, returned or cancelled.</summary>
    public DateTime? EndedAt { get; private set; }

    public string? Reason { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ParcelItem> Items => items;

    public void Put(long sizeId, int pieces) => items.Add(new ParcelItem(this, sizeId, pieces));

    public void Pack(long actorId, DateTime now)
    {
        Go(ParcelStep.Pack);
        (PackedById, PackedAt) = (actorId, now);
    }

    /// <summary>Opens it again, for a wrong address say.</summary>
    public void Unpack()
    {
        Go(ParcelStep.Unpack);
        (PackedById, PackedAt) = (null, null);
    }

    public void Ship(long actorId, string? carrier, string? tracking, decimal declaredValue, DateTime now)
    {
        ParcelFlow.Require(State, ParcelStep.Ship);
        (Carrier, Tracking) = RequireLabel(carrier, tracking, declaredValue);
        Go(ParcelStep.Ship);
        (ShippedById, ShippedAt, DeclaredValue) = (actorId, now, declaredValue);
    }

    /// <summary>The rules about what the label says: the parcel asks them, and the form before it together with its own.</summary>
    /// <param name="carrier">As typed.</param>
    /// <param name="tracking">As typed.</param>
    /// <param name="declaredValue">USD; null when it could not be read, which breaks no rule here.</param>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static (string Carrier, string Tracking) RequireLabel(string? carrier, string? tracking, decimal? declaredValue)
    {
        var broken = new BrokenRules();
        var by = broken.Try(() => Checked.Line(carrier, CarrierLength, "Carrier", "Say who carries it."));
        var number = broken.Try(() => Checked.Line(tracking, TrackingLength, "Tracking", "Type the tracking number; the organizers follow the parcel with it."));
        if (declaredValue is decimal value && (value is < 0 or > HighestValue || decimal.Round(value, 2) != value))
            broken.Add($"The declared value is 0 to {HighestValue:0} USD with at most two decimals.", "DeclaredValue");
        broken.Throw();
        return (by!, number!);
    }

    /// <summary>It arrived, is lost, came back, or will not be sent.</summary>
    public void End(ParcelStep step, string? reason, DateTime now)
    {
        ParcelFlow.Require(State, step);
        Reason = step == ParcelStep.Receive ? null : Checked.Text(reason, ReasonLength, "Reason", "Say what happened; the organizers read it.");
        Go(step);
        EndedAt = now;
    }

    private void Go(ParcelStep step)
    {
        State = ParcelFlow.Require(State, step).To;
        Version++;
    }
}

/// <summary>So many pieces of one size in a parcel.</summary>
public sealed class ParcelItem
{
    private ParcelItem()
    {
    }

    internal ParcelItem(Parcel parcel, long sizeId, int pieces)
    {
        Parcel = parcel;
        (SizeId, Pieces) = (sizeId, pieces);
    }

    public long Id { get; private set; }

    public long ParcelId { get; private set; }

    public Parcel Parcel { get; private set; } = null!;

    public long SizeId { get; private set; }

    public SwagSize Size { get; private set; } = null!;

    public int Pieces { get; private set; }
}

public sealed class ParcelMap : IEntityTypeConfiguration<Parcel>
{
    public void Configure(EntityTypeBuilder<Parcel> builder)
    {
        builder.ToTable("Parcels", table =>
        {
            table.HasCheckConstraint("CK_Parcels_Packed", "[State] NOT IN ('Packed', 'Shipped', 'Received', 'Lost', 'Returned') OR [PackedAt] IS NOT NULL");
            table.HasCheckConstraint("CK_Parcels_Shipped", "[State] NOT IN ('Shipped', 'Received', 'Lost', 'Returned') OR ([ShippedAt] IS NOT NULL AND CAST([DeclaredValue] AS DECIMAL(12,2)) >= 0)");
        });
        builder.Property(p => p.Carrier).HasMaxLength(Parcel.CarrierLength);
        builder.Property(p => p.Tracking).HasMaxLength(Parcel.TrackingLength);
        builder.Property(p => p.Reason).HasMaxLength(Parcel.ReasonLength);
        builder.HasOne<BenefitLine>().WithMany().HasForeignKey(p => p.LineId);
        builder.HasOne<Chapter>().WithMany().HasForeignKey(p => p.ChapterId);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ReservedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PackedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ShippedById);
        builder.HasMany(p => p.Items).WithOne(i => i.Parcel).HasForeignKey(i => i.ParcelId);
        // One parcel on its way for one line, whatever is clicked. A parcel that was cancelled or came back may be sent anew.
        builder.HasIndex(p => p.LineId, "IX_Parcels_OneForALine").IsUnique().HasFilter("[State] <> 'Cancelled' AND [State] <> 'Returned'");
        builder.HasIndex(p => new { p.State, p.ReservedAt, p.Id });
        builder.HasIndex(p => new { p.State, p.EndedAt });
        builder.HasIndex(p => new { p.EndedAt, p.Id }).HasFilter("[EndedAt] IS NOT NULL");
    }
}

public sealed class ParcelItemMap : IEntityTypeConfiguration<ParcelItem>
{
    public void Configure(EntityTypeBuilder<ParcelItem> builder)
    {
        builder.ToTable("ParcelItems", table => table.HasCheckConstraint("CK_ParcelItems_Pieces", "[Pieces] > 0"));
        builder.HasOne(i => i.Size).WithMany().HasForeignKey(i => i.SizeId);
        builder.HasIndex(i => new { i.ParcelId, i.SizeId }).IsUnique();
    }
}
