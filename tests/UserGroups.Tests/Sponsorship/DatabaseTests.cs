using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;
using UserGroups.Tests.Data;

namespace UserGroups.Tests.Sponsorship;

/// <summary>The last word: what the database itself refuses, whatever the code above it does. Each rule is looked at alone.</summary>
public sealed class DatabaseTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;

    /// <summary>Everything granted, a key handed out, a parcel put aside, the report written: every table has a row.</summary>
    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        await world.SubmittedAsync(eventId: await world.MeetupAsync("More maps", new DateOnly(2026, 4, 20)));
        var id = await world.AllGrantedAsync();
        var (licence, swag) = ((await world.LineAsync(id, Benefit.Licence)).Id, (await world.LineAsync(id, Benefit.Swag)).Id);
        await world.ImportAsync(1);
        await world.UseAsync<LicenceService>(s => s.GrantAsync(world.AinoId, licence, "Atlas"));
        var (shelf, pia) = (await world.ShelfAsync(50), await world.PersonAsync("Pia"));
        await world.UseAsync<ParcelService>(s => s.AddressAsync(world.LenaId, swag, FulfilmentWorld.Address));
        await world.UseAsync<ParcelService>(s => s.ReserveAsync(pia, swag, [new(shelf, 10)]));
        await world.ShelfAsync(5, "Shirt");
        world.Clock.Set(new DateTimeOffset(2026, 4, 17, 0, 0, 0, TimeSpan.Zero));
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<ReportService>(s => s.SubmitAsync(world.LenaId, id, version, new ReportAnswers(24, "The pizza.", 100, "Pizza")));
        var stipend = (await world.LineAsync(id, Benefit.Stipend)).Id;
        await world.UseAsync<PayeeService>(s => s.NameAsync(world.LenaId, stipend, FulfilmentWorld.Caterer));
        await using var db = world.Db();
        await db.InTransactionAsync(token => db.Payments.ExecuteUpdateAsync(set => set.SetProperty(p => p.ReplacesId, p => p.Id), token));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task None_of_these_stands_twice()
    {
        (string Index, string Others, string Free)[] all =
        [
            ("IX_BenefitLines_RequestId_Benefit", "", "Benefit = 'Other'"),
            ("IX_SponsorshipRequests_Reference", "State = 'Withdrawn'", "Reference = 'SR-2026-9999'"),
            ("IX_SponsorshipReports_RequestId", "", "RequestId = (SELECT MIN(Id) FROM SponsorshipRequests)"),
            ("IX_Budgets_Region_Benefit_StartsOn", "", "Benefit = 'Swag'"),
            ("IX_Payments_OneForALine", "ReplacesId = NULL", "State = 'Void'"),
            ("IX_Payments_ReplacesId", "State = 'Void'", "ReplacesId = NULL"),
            ("IX_BlogPosts_OneForALine", "Slug = 'other'", "State = 'Withdrawn'"),
            ("IX_BlogPosts_Slug", "State = 'Withdrawn'", "Slug = 'other'"),
            ("IX_LicenceKeys_OneForALine", "KeyHash = 'other'", "State = 'Revoked'"),
            ("IX_LicenceKeys_KeyHash", "State = 'Revoked'", "KeyHash = 'other'"),
            ("IX_Parcels_OneForALine", "", "State = 'Cancelled'"),
            ("IX_ParcelAddresses_LineId", "", "LineId = (SELECT MIN(Id) FROM BenefitLines)"),
            ("IX_ParcelItems_ParcelId_SizeId", "", "SizeId = (SELECT MAX(Id) FROM SwagSizes)"),
            ("IX_StockMovements_FormKey", "", "FormKey = NULL"),
            ("IX_SwagItems_Name", "", "Name = 'Other'"),
            ("IX_SwagSizes_ItemId_Name", "", "Name = 'XL'"),
        ];
        await using var db = world.Db();
        foreach (var (index, others, free) in all)
            await UniqueIndex.RefusesACopyAsync(db, index, others, free);
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        (string Tampering, string Constraint)[] all =
        [
            ("UPDATE BenefitLines SET DecidedById = NULL WHERE State <> 'Asked'", "CK_BenefitLines_Decided"),
            ("UPDATE SponsorshipRequests SET DecidedById = NULL", "CK_SponsorshipRequests_Decided"),
            ("UPDATE SponsorshipReports SET Attendance = -1", "CK_SponsorshipReports_Attendance"),
            ("UPDATE SponsorshipReports SET Attendance = 100001", "CK_SponsorshipReports_Attendance"),
            ("UPDATE SponsorshipReports SET Spent = '-0.01'", "CK_SponsorshipReports_Spent"),
            ("UPDATE SponsorshipReports SET Spent = '100000.01'", "CK_SponsorshipReports_Spent"),
            ("UPDATE Budgets SET EndsOn = StartsOn", "CK_Budgets_Period"),
            ("UPDATE Payments SET Amount = '0'", "CK_Payments_Amount"),
            ("UPDATE Payments SET Amount = '250.01'", "CK_Payments_Amount"),
            ("UPDATE Payments SET State = 'Authorised'", "CK_Payments_Authorised"),
            ("UPDATE Payments SET State = 'Sent', AuthorisedById = (SELECT MAX(Id) FROM People)", "CK_Payments_Sent"),
            ("UPDATE BlogPosts SET State = 'Scheduled'", "CK_BlogPosts_Scheduled"),
            ("UPDATE BlogPosts SET State = 'Published'", "CK_BlogPosts_Published"),
            ("UPDATE LicenceKeys SET Seats = 0", "CK_LicenceKeys_Seats"),
            ("UPDATE LicenceKeys SET Seats = 10001", "CK_LicenceKeys_Seats"),
            ("UPDATE LicenceKeys SET LineId = NULL", "CK_LicenceKeys_Free"),
            ("UPDATE LicenceKeys SET State = 'Free'", "CK_LicenceKeys_Free"),
            ("UPDATE Parcels SET State = 'Packed'", "CK_Parcels_Packed"),
            ("UPDATE Parcels SET State = 'Shipped', PackedAt = ReservedAt", "CK_Parcels_Shipped"),
            ("UPDATE Parcels SET State = 'Shipped', PackedAt = ReservedAt, ShippedAt = ReservedAt, DeclaredValue = '-0.01'", "CK_Parcels_Shipped"),
            ("UPDATE ParcelItems SET Pieces = 0", "CK_ParcelItems_Pieces"),
            ("UPDATE StockMovements SET Pieces = 0", "CK_StockMovements_Pieces"),
            ("UPDATE SwagItems SET Value = '-0.01'", "CK_SwagItems_Figures"),
            ("UPDATE SwagItems SET PerHundred = -1", "CK_SwagItems_Figures"),
            ("UPDATE SwagItems SET PerHundred = 1001", "CK_SwagItems_Figures"),
        ];
        await using var db = world.Db();
        foreach (var (tampering, constraint) in all)
        {
            var error = await Record.ExceptionAsync(() => db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(tampering, token)));
            Assert.Contains(constraint, error?.Message ?? $"nothing: {tampering}", StringComparison.Ordinal);
        }
    }
}
