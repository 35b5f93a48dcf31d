using System.Collections.Concurrent;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests;

/// <summary>One event of the security log: its number, name, level and named values.</summary>
public sealed record SecurityEvent(int Id, string Name, LogEventLevel Level, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>The values with these names, in this order, apart by spaces; "-" for none.</summary>
    public string Of(params string[] names) => string.Join(' ', names.Select(n => Convert.ToString(Values[n], CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "-"));
}

/// <summary>A sink beside the site's own: the security log's events as they are, and as the console's lines.</summary>
public sealed class SecurityEvents : ILogEventSink
{
    private readonly ConcurrentQueue<SecurityEvent> told = new();
    private readonly StringWriter console = new(CultureInfo.InvariantCulture);
    private readonly ConsoleLines lines;

    public SecurityEvents()
    {
        lines = new ConsoleLines(console);
        Log = new LoggerConfiguration().MinimumLevel.Information().WriteTo.Sink(this).CreateLogger();
    }

    public Serilog.Core.Logger Log { get; }

    public IReadOnlyList<SecurityEvent> All => [.. told];

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Properties.GetValueOrDefault("SourceContext") is not ScalarValue { Value: string source } || source != typeof(SecurityLog).FullName)
            return;
        var id = ((StructureValue)logEvent.Properties["EventId"]).Properties.ToDictionary(p => p.Name, p => ((ScalarValue)p.Value).Value, StringComparer.Ordinal);
        told.Enqueue(new SecurityEvent(
            Convert.ToInt32(id["Id"], CultureInfo.InvariantCulture), (string)id["Name"]!, logEvent.Level,
            logEvent.Properties.Where(p => p.Value is ScalarValue).ToDictionary(p => p.Key, p => ((ScalarValue)p.Value).Value, StringComparer.Ordinal)));
        lines.Emit(logEvent);
    }

    /// <summary>Those since the last call.</summary>
    public List<SecurityEvent> Take()
    {
        var taken = new List<SecurityEvent>();
        while (told.TryDequeue(out var one))
            taken.Add(one);
        return taken;
    }

    /// <summary>Everything that was written on the console; nothing more comes afterwards.</summary>
    public string Console()
    {
        lines.Dispose();
        return console.ToString();
    }
}
