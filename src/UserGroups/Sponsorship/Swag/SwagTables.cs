using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<SwagItem> SwagItems => Set<SwagItem>();

    public DbSet<SwagSize> SwagSizes => Set<SwagSize>();

    public DbSet<StockMovement> StockMovements => Set<StockMovement>();

    public DbSet<Parcel> Parcels => Set<Parcel>();

    public DbSet<ParcelAddress> ParcelAddresses => Set<ParcelAddress>();
}
