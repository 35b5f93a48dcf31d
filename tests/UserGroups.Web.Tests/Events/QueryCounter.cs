using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UserGroups.Web.Tests.Events;

/// <summary>Counts what is asked of one database, told apart from those of other tests by its address.</summary>
public sealed class QueryCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string dataSource;
    private readonly IDisposable listeners;
    private IDisposable? commands;
    private int count;

    public QueryCounter(Portal portal)
    {
        using var db = portal.Db();
        dataSource = db.Database.GetDbConnection().DataSource;
        listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    /// <summary>Commands while the work ran.</summary>
    public async Task<int> CountAsync(Func<Task> work)
    {
        Interlocked.Exchange(ref count, 0);
        await work();
        return Volatile.Read(ref count);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            commands = value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData data && data.Connection.DataSource == dataSource)
            Interlocked.Increment(ref count);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        commands?.Dispose();
        listeners.Dispose();
    }
}
