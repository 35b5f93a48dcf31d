namespace UserGroups.Shared;

/// <summary>
/// A broken rule, in a sentence you would say to the person's face. Shown on the form (422), never logged as an error.
/// </summary>
/// <param name="message">The whole sentence: what is wrong and what to do.</param>
/// <param name="field">The form field it concerns, so that the summary can link to it; null when it concerns the whole form.</param>
public sealed class RuleException(string message, string? field = null) : Exception(message)
{
    private readonly IReadOnlyList<RuleException> others = [];

    /// <summary>Several at once (<see cref="BrokenRules"/>): says the first, and carries the others.</summary>
    /// <param name="broken">At least one, in the order they were found.</param>
    internal RuleException(IReadOnlyList<RuleException> broken)
        : this(broken[0].Message, broken[0].Field) => others = [.. broken.Skip(1)];

    /// <summary>Name of the form field concerned, or null.</summary>
    public string? Field { get; } = field;

    /// <summary>This one and what else is broken in the same form; each is shown beside its field.</summary>
    public IEnumerable<RuleException> All => others.Prepend(this);
}
