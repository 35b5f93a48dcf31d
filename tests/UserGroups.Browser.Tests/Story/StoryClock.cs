namespace UserGroups.Browser.Tests.Story;

/// <summary>
/// The portal's clock: it runs, and the test puts it forward. It begins on a Monday morning to come, so that business days and quiet hours are the same on every run and
/// cookies, which the browser ends by its own clock, are never over too early.
/// </summary>
public sealed class StoryClock : TimeProvider
{
    private TimeSpan ahead;

    public StoryClock()
    {
        var today = DateTimeOffset.UtcNow.UtcDateTime.Date;
        var monday = today.AddDays(8 - (int)today.DayOfWeek);
        GoTo(new DateTimeOffset(monday, TimeSpan.Zero).AddHours(9));
    }

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;

    public void GoTo(DateTimeOffset to) => ahead = to - DateTimeOffset.UtcNow;
}
