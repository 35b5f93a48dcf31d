namespace UserGroups.Shared;

/// <summary>
/// Gathers every rule that something typed breaks, so that all of it is named at once and nobody presses a button once for each. Of one field only the first
/// broken rule is kept: what follows from it says nothing new.
/// </summary>
public sealed class BrokenRules
{
    private readonly List<RuleException> found = [];

    /// <summary>True when something is broken.</summary>
    public bool Any => found.Count > 0;

    /// <summary>True when a rule about one of these fields is broken.</summary>
    public bool Concern(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (found.Exists(one => string.Equals(one.Field, field, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>A broken rule, in a sentence.</summary>
    /// <param name="message">The whole sentence: what is wrong and what to do.</param>
    /// <param name="field">The form field it concerns; null when it concerns the whole form.</param>
    public void Add(string message, string? field = null) => Add(new RuleException(message, field));

    /// <summary>What is read, or the default where a rule forbids it.</summary>
    public T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RuleException broken)
        {
            Add(broken);
            return default;
        }
    }

    /// <summary>Does something that a rule may forbid.</summary>
    public void Try(Action act)
    {
        try
        {
            act();
        }
        catch (RuleException broken)
        {
            Add(broken);
        }
    }

    /// <summary>Asks something that a rule may forbid.</summary>
    public async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RuleException broken)
        {
            Add(broken);
        }
    }

    /// <summary>Names everything at once; with nothing broken nothing happens.</summary>
    /// <exception cref="RuleException">The first, with the others.</exception>
    public void Throw()
    {
        if (found.Count > 0)
            throw new RuleException(found);
    }

    private void Add(RuleException broken)
    {
        foreach (var one in broken.All)
        {
            if (one.Field is null || !Concern(one.Field))
                found.Add(one);
        }
    }
}
