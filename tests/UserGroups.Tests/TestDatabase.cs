using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests;

/// <summary>
/// A real, migrated database of its own: a SQLite file (copied from one that was migrated once per run), or a database on the
/// SQL Server that <c>USERGROUPS_TEST_SQLSERVER</c> names.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private readonly string? sqliteFile;

    private TestDatabase(DatabaseProvider provider, string connectionString, string? file)
    {
        Provider = provider;
        ConnectionString = connectionString;
        sqliteFile = file;
    }

    /// <summary>Connection string of the server for the second lane, or null.</summary>
    public static string? SqlServer => Environment.GetEnvironmentVariable("USERGROUPS_TEST_SQLSERVER") is { Length: > 0 } text ? text : null;

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        if (SqlServer is string server)
            return await CreateOnServerAsync(server);
        var file = NewFile();
        File.Copy(await Template.Value, file);
        return new TestDatabase(DatabaseProvider.Sqlite, $"Data Source={file}", file);
    }

    /// <summary>What only this database's connection string has.</summary>
    public string Name => sqliteFile ?? new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(ConnectionString).InitialCatalog;

    /// <summary>A context of its own on this database.</summary>
    public AppDbContext Open() => Open(Provider, ConnectionString);

    /// <summary>A container with the data services on this database, a moved clock and whatever the test adds.</summary>
    public ServiceProvider Services(MovedClock clock, Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddData(Provider, ConnectionString, MaxBatchSize);
        add?.Invoke(services);
        services.TryAddSingleton(new SiteAddress(new Uri("https://groups.example")));
        return services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (sqliteFile is null)
        {
            await using var db = Open();
            await db.Database.EnsureDeletedAsync();
            return;
        }

        // Connections wait in a pool that is named by the string they were opened with.
        using (var connection = new SqliteConnection(DataModule.SqliteConnectionString(ConnectionString)))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(Path.GetDirectoryName(sqliteFile)!, recursive: true);
    }

    private static int? MaxBatchSize =>
        int.TryParse(Environment.GetEnvironmentVariable("USERGROUPS_TEST_MAXBATCHSIZE"), out var size) ? size : null;

    private static string NewFile() => Path.Combine(TestFolder.New("database"), "test.db");

    private static AppDbContext Open(DatabaseProvider provider, string connectionString)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            var server = new DbContextOptionsBuilder<SqlServerAppDbContext>();
            DataModule.UseSqlServer(server, connectionString, MaxBatchSize);
            return new SqlServerAppDbContext(server.Options);
        }

        var sqlite = new DbContextOptionsBuilder<SqliteAppDbContext>();
        DataModule.UseSqlite(sqlite, connectionString);
        return new SqliteAppDbContext(sqlite.Options);
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var file = NewFile();
        var connectionString = $"Data Source={file}";
        await using (var db = Open(DatabaseProvider.Sqlite, connectionString))
            await DatabaseUpgrade.ApplyAsync(db);
        // The last connection to close moves the write-ahead log into the file, so that one file is the whole database.
        SqliteConnection.ClearAllPools();
        return file;
    }

    private static async Task<TestDatabase> CreateOnServerAsync(string server)
    {
        var builder = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(server) { InitialCatalog = $"usergroups_test_{Guid.NewGuid():N}" };
        var database = new TestDatabase(DatabaseProvider.SqlServer, builder.ToString(), null);
        await using var db = database.Open();
        await DatabaseUpgrade.ApplyAsync(db);
        return database;
    }
}
