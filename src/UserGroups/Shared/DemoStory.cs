namespace UserGroups.Shared;

/// <summary>Something a person of the demo cast did, by the service the site calls when somebody does it.</summary>
/// <param name="At">When (UTC); the clock stands there while it is played.</param>
/// <param name="Play">Gets the services of a scope of its own, as a request does.</param>
public sealed record DemoAct(DateTimeOffset At, Func<IServiceProvider, CancellationToken, Task> Play);

/// <summary>A module's share of the demo story. The acts of all parts are played in the order of their times.</summary>
public interface IDemoPart
{
    /// <param name="today">Noon (UTC) of the day the story leads up to; no act lies after it.</param>
    IEnumerable<DemoAct> Acts(DateTimeOffset today);
}
