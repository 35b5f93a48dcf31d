using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UserGroups.Web.Tests;

/// <summary>Counts the commands that reach one portal's database, so that a test can prove that a list does not ask once per row.</summary>
public sealed class QueryCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private readonly string dataSource;
    private int count;

    public QueryCounter(Portal portal)
    {
        using var db = portal.Db();
        dataSource = db.Database.GetDbConnection().DataSource;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Commands while the work ran.</summary>
    public static async Task<int> DuringAsync(Portal portal, Func<Task> work)
    {
        using var counter = new QueryCounter(portal);
        await work();
        return counter.count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name && value.Value is CommandExecutedEventData { Command.Connection.DataSource: var source } && source == dataSource)
            Interlocked.Increment(ref count);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
