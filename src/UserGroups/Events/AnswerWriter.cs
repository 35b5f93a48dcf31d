using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;

namespace UserGroups.Events;

/// <summary>
/// Answers are the one burst of this portal: a mail goes out and a thousand people press a button. One writer puts those that wait into one
/// transaction, so that one wait for the disk serves them all; each is told only after that commit. Works alike on SQL Server, where
/// every node has its own writer and the locked event row keeps them in order.
/// </summary>
public sealed class AnswerWriter(IServiceScopeFactory scopes) : IAsyncDisposable
{
    /// <summary>Most answers in one commit; more would make the first wait for the last.</summary>
    public const int MostInOneCommit = 256;

    private const string Savepoint = "answer";
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Lock starting = new();
    private Task? writing;

    /// <summary>Does the work inside the next commit. What it throws undoes its own writes and nobody else's.</summary>
    /// <param name="work">Runs with the services of the batch; must save and leave nothing tracked that it did not save.</param>
    /// <param name="cancel">Counts until the work begins; after that it is done.</param>
    public async Task<T> WriteAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancel = default)
    {
        var item = new Waiting<T>(work, cancel);
        lock (starting)
            writing ??= Task.Run(RunAsync, CancellationToken.None);
        await queue.Writer.WriteAsync(item, cancel);
        return await item.Result;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        Task? last;
        lock (starting)
            last = writing;
        if (last is not null)
            await last;
    }

    private async Task RunAsync()
    {
        var batch = new List<Waiting>(MostInOneCommit);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostInOneCommit && queue.Reader.TryRead(out var item))
                batch.Add(item);
            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            // Each answer has a savepoint of its own below; EF's further ones would double the statements.
            db.Database.AutoSavepointsEnabled = false;
            await db.InTransactionAsync(async token =>
            {
                foreach (var item in batch)
                    await TryAsync(item, scope.ServiceProvider, db, token);
            });
            foreach (var item in batch)
                item.Tell();
        }
        catch (Exception error)
        {
            // The commit itself failed (disk full, connection lost): nobody's answer is stored and everybody hears so.
            foreach (var item in batch)
                item.Fail(error);
        }
    }

    private static async Task TryAsync(Waiting item, IServiceProvider services, AppDbContext db, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Savepoint, cancel);
        try
        {
            await item.RunAsync(services, cancel);
        }
        catch (Exception error)
        {
            await transaction.RollbackToSavepointAsync(Savepoint, cancel);
            item.Refuse(error);
        }

        if (db is SqliteAppDbContext)
            await transaction.ReleaseSavepointAsync(Savepoint, cancel);
        db.ChangeTracker.Clear();
    }

    private abstract class Waiting
    {
        protected Exception? Refusal { get; private set; }

        public abstract Task RunAsync(IServiceProvider services, CancellationToken cancel);

        public abstract void Tell();

        public abstract void Fail(Exception error);

        public void Refuse(Exception error) => Refusal = error;
    }

    private sealed class Waiting<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken asker) : Waiting
    {
        private readonly TaskCompletionSource<T> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Result => told.Task;

        public override async Task RunAsync(IServiceProvider services, CancellationToken cancel)
        {
            asker.ThrowIfCancellationRequested();
            result = await work(services, cancel);
        }

        public override void Tell()
        {
            if (Refusal is null)
                told.TrySetResult(result);
            else
                told.TrySetException(Refusal);
        }

        public override void Fail(Exception error) => told.TrySetException(Refusal ?? error);
    }
}
