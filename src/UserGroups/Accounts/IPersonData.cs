namespace UserGroups.Accounts;

/// <summary>
/// What a room keeps about a person, for the file they download and for the day they delete their account. Every room that keeps something registers
/// one, so that accounts need not know the rooms that build on them.
/// </summary>
public interface IPersonData
{
    /// <summary>Name of the part in the file, as the screens call it.</summary>
    string Part { get; }

    /// <summary>Everything kept about the person, as it shall stand in the file; hashes and secrets left out.</summary>
    Task<object> ExportAsync(LeavingPerson person, CancellationToken cancel);

    /// <summary>
    /// Takes the person out, in the transaction that deletes the account and before the name goes. What others still need (a seat that was taken, a
    /// decision) stays without saying who it was.
    /// </summary>
    Task ForgetAsync(LeavingPerson person, DateTime now, CancellationToken cancel);
}

/// <summary>Whose data.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Addresses">The address of today first, then every one the account has had.</param>
public sealed record LeavingPerson(long Id, IReadOnlyList<string> Addresses)
{
    /// <summary>In the form in which addresses are compared.</summary>
    public IReadOnlyList<string> Normalised { get; } = [.. Addresses.Select(Person.Normalise).Distinct(StringComparer.Ordinal)];
}
