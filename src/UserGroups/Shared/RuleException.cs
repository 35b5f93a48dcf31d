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
}
