namespace UserGroups.Shared;

/// <summary>
/// A broken rule, in a sentence you would say to the person's face. Shown on the form (422), never logged as an error.
/// </summary>
/// <param name="message">The whole sentence: what is wrong and what to do.</param>
/// <param name="field">The form field it concerns, so that the summary can link to it; null when it concerns the whole form.</param>
public sealed class RuleException(string message, string? field = null) : Exception(message)
{
    /// <summary>Name of the form field concerned, or null.</summary>
    public string? Field { get; } = field;

    /// <summary>What else is broken in the same form; shown with this one, each beside its field.</summary>
    public IReadOnlyList<RuleException> Others { get; private init; } = [];

    /// <summary>Names everything at once, so that nobody presses a button once for each.</summary>
    /// <param name="broken">In the order of the form; with none of them nothing happens.</param>
    /// <exception cref="RuleException">The first, with the others.</exception>
    public static void ThrowAll(IReadOnlyList<RuleException> broken)
    {
        if (broken.Count > 0)
            throw new RuleException(broken[0].Message, broken[0].Field) { Others = [.. broken.Skip(1)] };
    }
}
