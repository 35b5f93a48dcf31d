using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Shared;

namespace UserGroups.Data;

public static class DataModule
{
    private static readonly WriteGateInterceptor Gate = new();
    private static readonly PublicChangesInterceptor Changes = new();

    /// <summary>Adds the pooled <see cref="AppDbContext"/> for the provider, settings and history.</summary>
    /// <param name="services">The container.</param>
    /// <param name="provider">Which database.</param>
    /// <param name="connectionString">Its connection string.</param>
    /// <param name="maxBatchSize"><c>Database:MaxBatchSize</c>: 1 for T-SQL servers without MERGE; null for the provider's own.</param>
    public static IServiceCollection AddData(
        this IServiceCollection services, DatabaseProvider provider, string connectionString, int? maxBatchSize = null)
    {
        if (provider == DatabaseProvider.SqlServer)
            services.AddDbContextPool<AppDbContext, SqlServerAppDbContext>(options => UseSqlServer(options, connectionString, maxBatchSize));
        else
            services.AddDbContextPool<AppDbContext, SqliteAppDbContext>((provided, options) =>
                UseSqlite(options, connectionString).AddInterceptors(provided.GetRequiredService<RefusedWrites>()));
        services.AddSingleton<RefusedWrites>();
        services.AddSingleton(_ => new PreparedReads(provider, provider == DatabaseProvider.SqlServer ? connectionString : SqliteConnectionString(connectionString)));
        services.AddSingleton(PublicChanges.Of(provider == DatabaseProvider.SqlServer ? connectionString : SqliteConnectionString(connectionString)));
        services.AddSingleton<SettingsSnapshot>();
        services.AddScoped<SettingsService>();
        services.AddScoped<AuditService>();
        services.AddScoped<LogoService>();
        services.AddScoped<FormTokens>();
        return services;
    }

    // One query for a thing and its lines: they are few, and two queries could disagree.
    public static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, string connectionString) =>
        Quiet(options).UseSqlite(SqliteConnectionString(connectionString), sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)).AddInterceptors(Gate, Changes, SqlitePragmas.Instance);

    public static DbContextOptionsBuilder UseSqlServer(DbContextOptionsBuilder options, string connectionString, int? maxBatchSize) =>
        Quiet(options).UseSqlServer(connectionString, server =>
        {
            server.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery);
            if (maxBatchSize is int size)
                server.MaxBatchSize(size);
        }).AddInterceptors(Changes);

    /// <summary>As connections are opened, and so the name of their pool.</summary>
    // Foreign keys are off in SQLite unless asked for; a reader never waits for the writer in WAL, so 30 s is only for another process.
    public static string SqliteConnectionString(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    // A rule broken in the database ends as a sentence on a page; EF need not log it as an error first.
    private static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings => warnings
            .Log((CoreEventId.SaveChangesFailed, Microsoft.Extensions.Logging.LogLevel.Debug))
            .Log((RelationalEventId.CommandError, Microsoft.Extensions.Logging.LogLevel.Warning)));
}
