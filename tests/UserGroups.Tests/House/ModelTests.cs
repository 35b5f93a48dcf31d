using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using UserGroups.Data;

namespace UserGroups.Tests.House;

/// <summary>The common ground of the two databases, read off the model itself.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Providers => ["Sqlite", "SqlServer"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_migrations_are_up_to_date_with_the_model(string provider)
    {
        using var db = Context(provider);
        Assert.False(db.Database.HasPendingModelChanges(), $"Add a migration for {provider}; docs/operations.md says how.");
    }

    [Fact]
    public void Both_providers_have_migrations_of_the_same_names()
    {
        using var sqlite = Context("Sqlite");
        using var server = Context("SqlServer");
        Assert.Equal(sqlite.Database.GetMigrations().Select(NameOf), server.Database.GetMigrations().Select(NameOf));
    }

    [Fact]
    public void Every_string_has_a_length() => Assert.Empty(Properties(p => p.ClrType == typeof(string) && p.GetMaxLength() is null));

    [Fact]
    public void Every_time_is_a_utc_DateTime_with_milliseconds() =>
        Assert.Empty(Properties(p => Under(p.ClrType) == typeof(DateTime) && p.GetValueConverter() is not UtcDateTimeConverter));

    [Fact]
    public void Every_enum_is_stored_by_name() =>
        Assert.Empty(Properties(p => Under(p.ClrType).IsEnum && p.GetProviderClrType() != typeof(string)));

    [Fact]
    public void Nothing_is_deleted_because_something_beside_it_was()
    {
        using var db = Context("Sqlite");
        Assert.Empty(Model(db).GetEntityTypes().SelectMany(e => e.GetForeignKeys())
            .Where(k => !k.IsOwnership && k.DeleteBehavior != DeleteBehavior.Restrict).Select(k => k.ToString()));
    }

    [Fact]
    public void No_index_key_is_longer_than_SQL_Server_takes()
    {
        // 1,700 bytes for an index, two bytes a character.
        using var db = Context("SqlServer");
        Assert.Empty(Model(db).GetEntityTypes().SelectMany(e => e.GetIndexes())
            .Where(i => i.Properties.Sum(p => p.ClrType == typeof(string) ? 2 * (p.GetMaxLength() ?? 4000) : 8) > 1700).Select(i => i.ToString()));
    }

    private static List<string> Properties(Func<IProperty, bool> wrong)
    {
        using var db = Context("Sqlite");
        // What lives inside a JSON column has no column of its own.
        return [.. Model(db).GetEntityTypes().Where(e => !e.IsMappedToJson()).SelectMany(e => e.GetProperties()).Where(wrong).Select(p => $"{p.DeclaringType.Name}.{p.Name}")];
    }

    // As the entities say it; the prepared model leaves out what only migrations ask.
    private static IModel Model(AppDbContext db) => db.GetService<IDesignTimeModel>().Model;

    private static Type Under(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    internal static AppDbContext Context(string provider) =>
        provider == "Sqlite" ? new SqliteDesignTime().CreateDbContext([]) : new SqlServerDesignTime().CreateDbContext([]);
}
