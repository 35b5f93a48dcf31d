using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using UserGroups.Data;

namespace UserGroups.Tests;

/// <summary>
/// Writes down every command EF and the prepared questions send to one database until it is disposed. A list's test asks at one row and at three: the number must be
/// the same. It listens beside the program, so that what runs is what ships.
/// </summary>
public sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentBag<IDisposable> subscriptions = [];
    private readonly ConcurrentQueue<string> commands = [];
    private readonly string database;

    /// <param name="database">What only this database's connection string has: its file or its name.</param>
    public QueryCount(string database)
    {
        this.database = database;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The commands so far. Settings are left out: they are read again every five seconds by whoever comes along.</summary>
    public IReadOnlyList<string> Commands => [.. commands.Where(c => !c.Contains("FROM \"Settings\"", StringComparison.Ordinal) && !c.Contains("FROM [Settings]", StringComparison.Ordinal))];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is DbLoggerCategory.Name or PreparedReads.Listener)
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name && value.Value is CommandExecutedEventData { Context: { } context } done
            && (context.Database.GetConnectionString() ?? "").Contains(database, StringComparison.Ordinal))
            commands.Enqueue(done.Command.CommandText);
        if (value.Key == PreparedReads.Asked && value.Value is DbCommand asked && asked.Connection!.ConnectionString.Contains(database, StringComparison.Ordinal))
            commands.Enqueue(asked.CommandText);
    }

    public void OnCompleted()
    {
        // Listening ends with Dispose.
    }

    public void OnError(Exception error) => throw new InvalidOperationException("EF's diagnostics failed.", error);

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }
}
