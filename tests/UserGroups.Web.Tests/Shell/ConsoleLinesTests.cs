using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Serilog;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

/// <summary>Lines gather and are written together; none is lost, none overtakes another.</summary>
public sealed class ConsoleLinesTests
{
    [Fact]
    public void Stopping_writes_every_line_in_its_order()
    {
        var console = new Console();
        using (var log = Log(console))
        {
            for (var i = 0; i < 30_000; i++)
                log.Information("Line {Number}", i);
        }
        Assert.Equal(Enumerable.Range(0, 30_000).Select(i => $"INF Line {i}"), console.Lines());
        Assert.InRange(console.Writes.Count, 1, 3_000);
    }

    [Fact]
    public void Lines_of_many_threads_are_all_there()
    {
        var console = new Console();
        using (var log = Log(console))
            Parallel.For(0, 20, thread =>
            {
                for (var i = 0; i < 500; i++)
                    log.Information("{Thread}-{Number}", thread, i);
            });
        Assert.Equal(Enumerable.Range(0, 20).SelectMany(t => Enumerable.Range(0, 500).Select(i => $"INF {t}-{i}")).Order(StringComparer.Ordinal), console.Lines().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_line_begins_with_day_time_and_offset()
    {
        var console = new Console();
        using (var log = Log(console))
            log.Information("Good morning");
        var line = Assert.Single(console.Writes);
        var when = DateTimeOffset.ParseExact(line[..25], "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow - when, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
        Assert.Equal(" INF Good morning", line[25..].TrimEnd());
    }

    [Fact]
    public void An_error_is_written_before_the_call_returns_and_takes_the_lines_before_it_along()
    {
        var console = new Console();
        using var log = Log(console);
        log.Information("Before");
        log.Error("The disk is full");
        Assert.Equal(["INF Before", "ERR The disk is full"], console.Lines());
    }

    [Fact]
    public async Task Without_a_word_nothing_is_written_and_a_line_after_a_long_silence_comes_soon()
    {
        var console = new Console();
        await using var log = Log(console);
        await Task.Delay(ConsoleLines.Pause * 4);
        Assert.Empty(console.Writes);
        log.Information("Good morning");
        Assert.True(await console.Written.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(["INF Good morning"], console.Lines());
    }

    private static Serilog.Core.Logger Log(TextWriter console) => new LoggerConfiguration().WriteTo.Sink(new ConsoleLines(console)).CreateLogger();

    private sealed class Console : StringWriter
    {
        public ConcurrentQueue<string> Writes { get; } = new();

        public SemaphoreSlim Written { get; } = new(0);

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value)
        {
            Writes.Enqueue(value ?? "");
            Written.Release();
        }

        /// <summary>Without the time at their beginning.</summary>
        public IEnumerable<string> Lines() => string.Concat(Writes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd()["yyyy-MM-ddTHH:mm:ss+00:00 ".Length..]);
    }
}
