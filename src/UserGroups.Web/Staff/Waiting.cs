using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>What the staff desk says of a place where something waits.</summary>
public static class Waiting
{
    /// <summary>Asks a reader for what waits for this viewer.</summary>
    public static Func<HttpContext, Task<string?>> Of<TReader>(Func<TReader, Viewer, CancellationToken, Task<string?>> ask)
        where TReader : notnull => context => ask(context.RequestServices.GetRequiredService<TReader>(), context.Viewer(), context.RequestAborted);

    /// <summary>Such as "3 parcels to pack"; null when nothing waits.</summary>
    public static string? Words(int count, string one, string many) => count switch
    {
        0 => null,
        1 => $"1 {one}",
        _ => $"{count} {many}",
    };
}
