using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Web.Commands;

/// <summary>A bar on the terminal while a command works; nothing at all where nobody looks (a pipe, a file, cron).</summary>
public sealed class ProgressBar : IProgress<Progress>, IDisposable
{
    private const int Width = 40;
    private readonly TextWriter? terminal = Console.IsErrorRedirected ? null : Console.Error;
    private bool drawn;

    public void Report(Progress value)
    {
        if (terminal is null)
            return;
        var filled = (int)((long)Width * value.Done / Math.Max(1, value.All));
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', filled)}{new string('.', Width - filled)}] {value.Done:N0} of {value.All:N0}"));
        drawn = true;
    }

    /// <summary>Clears its line, so that the outcome stands alone.</summary>
    public void Dispose()
    {
        if (drawn)
            terminal!.Write("\r" + new string(' ', Width + 40) + "\r");
    }
}
