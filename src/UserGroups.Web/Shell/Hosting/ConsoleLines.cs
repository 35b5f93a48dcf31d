using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace UserGroups.Web.Shell;

/// <summary>
/// Lines on the console, written by a thread of their own, many at once: the terminal or the pipe behind it is slower than the requests that are told about.
/// A line waits for <see cref="Pause"/> at most; an error takes all before it along at once, and stopping writes what is left.
/// </summary>
public sealed class ConsoleLines : ILogEventSink, IDisposable
{
    /// <summary>How long lines gather.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // So many may wait; who logs more waits with them, and nothing is dropped.
    private const int MostWaiting = 20_000;

    private readonly MessageTemplateTextFormatter format = new("{Timestamp:yyyy-MM-ddTHH:mm:sszzz} {Level:u3} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);
    private readonly BlockingCollection<LogEvent> waiting = new(MostWaiting);
    private readonly ManualResetEventSlim some = new();
    private readonly Lock writing = new();
    private readonly TextWriter console;
    private readonly Thread thread;

    public ConsoleLines(TextWriter console)
    {
        this.console = console;
        thread = new Thread(Work) { IsBackground = true, Name = "Console lines" };
        thread.Start();
    }

    public void Emit(LogEvent logEvent)
    {
        if (waiting.IsAddingCompleted)
            return;
        waiting.Add(logEvent);
        some.Set();
        if (logEvent.Level >= LogEventLevel.Error)
            WriteWaiting();
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        some.Set();
        thread.Join();
        WriteWaiting();
        waiting.Dispose();
        some.Dispose();
    }

    private void Work()
    {
        while (!waiting.IsCompleted)
        {
            // Nothing said, nothing done; and once something is, it waits for company. A line that comes after the reset wakes the next round.
            some.Wait();
            Thread.Sleep(Pause);
            some.Reset();
            WriteWaiting();
        }
    }

    private void WriteWaiting()
    {
        lock (writing)
        {
            using var lines = new StringWriter(CultureInfo.InvariantCulture);
            while (waiting.TryTake(out var one))
                format.Format(one, lines);
            if (lines.GetStringBuilder().Length == 0)
                return;
            console.Write(lines.ToString());
            console.Flush();
        }
    }
}
