namespace UserGroups.Shared;

/// <summary>A broken rule, in a sentence you would say to the person's face; shown on the form (422), never logged as an error</summary>
public sealed class RuleException(string message, string? field = null) : Exception(message)
{
    public string? Field { get; } = field;
}
