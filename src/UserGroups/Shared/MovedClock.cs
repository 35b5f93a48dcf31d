namespace UserGroups.Shared;

/// <summary>A clock that stands where it was put until it is moved: for seeds, which tell a story over months, and for tests.</summary>
/// <param name="start">The first moment it shows (UTC).</param>
public sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Moves the clock forward, or back with a negative span.</summary>
    public void Move(TimeSpan by) => now += by;

    /// <summary>Puts the clock at a moment (UTC).</summary>
    public void Set(DateTimeOffset to) => now = to;
}
