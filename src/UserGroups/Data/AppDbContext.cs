using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>
/// The one database. Each module adds its tables in its own <c>…Tables.cs</c>; the two derived contexts differ only in
/// provider and migrations. Every write passes <see cref="SaveChangesAsync(bool, CancellationToken)"/> or <see cref="InTransactionAsync{T}"/>.
/// </summary>
public abstract partial class AppDbContext
{
    private List<Action>? afterCommit;

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<FormToken> FormTokens => Set<FormToken>();

    /// <summary>
    /// Runs once, after what is now being put together has been committed (a bell for a job, say); never when it was not.
    /// </summary>
    public void AfterCommit(Action action)
    {
        afterCommit ??= [];
        if (!afterCommit.Contains(action))
            afterCommit.Add(action);
    }

    /// <summary>
    /// Runs the work in one transaction and commits it, or joins the transaction that is open. On SQLite the transaction
    /// begins IMMEDIATE and behind the write gate: sixteen connections that write at once starve each other for seconds.
    /// </summary>
    public async Task<T> InTransactionAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel = default)
    {
        if (Database.CurrentTransaction is not null)
            return await work(cancel);
        var promised = afterCommit?.Count ?? 0;
        try
        {
            var outcome = await Database.CreateExecutionStrategy().ExecuteAsync(RunAsync, cancel);
            Committed();
            return outcome;
        }
        catch
        {
            // A later commit of the same context must not ring for what was rolled back.
            ForgetPromisesAfter(promised);
            throw;
        }

        async Task<T> RunAsync(CancellationToken token)
        {
            ForgetPromisesAfter(promised);
            using var turn = await WaitForTurnToWriteAsync(token);
            // Flows into the work and ends with this method.
            WriteGate.IsInsideTransaction = turn is not null;
            await using var transaction = await Database.BeginTransactionAsync(token);
            var result = await work(token);
            await transaction.CommitAsync(token);
            return result;
        }
    }

    public Task InTransactionAsync(Func<CancellationToken, Task> work, CancellationToken cancel = default) =>
        InTransactionAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            cancel);

    /// <summary>Saves all changes in one transaction; new history entries are numbered and chained in it.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var history = HistoryChain.TakeNewEntries(this);
        if (history.Count > 0)
            return await InTransactionAsync(token => SaveWithHistoryAsync(history, token), cancellationToken);
        if (Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        int saved;
        using (await WaitForTurnToWriteAsync(cancellationToken))
            saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        Committed();
        return saved;
    }

    // A pooled context comes back to somebody else: what was never committed must not ring for him.
    public override void Dispose()
    {
        afterCommit = null;
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override ValueTask DisposeAsync()
    {
        afterCommit = null;
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync: waiting for the turn to write must not hold a thread.");

    /// <summary>Waits until this context may write; dispose to let the next one in.</summary>
    protected virtual ValueTask<IDisposable?> WaitForTurnToWriteAsync(CancellationToken cancel) => new((IDisposable?)null);

    private void ForgetPromisesAfter(int count)
    {
        if (afterCommit?.Count > count)
            afterCommit.RemoveRange(count, afterCommit.Count - count);
    }

    private void Committed()
    {
        var actions = afterCommit;
        afterCommit = null;
        actions?.ForEach(action => action());
    }

    // Two saves in one transaction: what history speaks of must have its number before the entry is hashed.
    private async Task<int> SaveWithHistoryAsync(IReadOnlyList<HistoryEntry> history, CancellationToken cancel)
    {
        var saved = await base.SaveChangesAsync(true, cancel);
        await HistoryChain.SealAsync(this, history, cancel);
        return saved + await base.SaveChangesAsync(true, cancel);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            // Nothing decided disappears because something beside it was deleted.
            foreach (var key in entity.GetForeignKeys().Where(key => !key.IsOwnership))
                key.DeleteBehavior = DeleteBehavior.Restrict;
            // House rule: "int Version", raised by the entity, is the concurrency token.
            if (entity.FindProperty("Version") is IMutableProperty { ClrType: var type } version && type == typeof(int))
                version.IsConcurrencyToken = true;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // "Not set" is a time like any other to whoever prepares the model, so it must be marked as UTC too.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>().HavePrecision(3).HaveSentinel(DateTime.SpecifyKind(default, DateTimeKind.Utc));
        configurationBuilder.Properties<DateTimeOffset>().HavePrecision(3);
        configurationBuilder.Properties<decimal>().HavePrecision(12, 2);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
