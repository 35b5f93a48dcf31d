namespace UserGroups.Sponsorship;

/// <summary>
/// Told when a line is granted for good (approved in full, or the lead took the reduced offer): reserve stock, draft the post, queue the payment. Register as
/// many as there are benefits; each looks at <see cref="BenefitLine.Benefit"/> and leaves the others alone. Runs inside the deciding
/// transaction; what it adds is saved there. Throw a <see cref="Shared.RuleException"/> when it is impossible (nothing in stock): then nothing is decided.
/// </summary>
public interface ILineStart
{
    Task StartAsync(BenefitLine line, CancellationToken cancel);
}

/// <summary>
/// Told when a granted line goes back (withdrawn, expired, cancelled, refused, released by staff): put stock back, void what was not sent, call back the
/// draft. The ledger has returned the money already. Runs inside the same transaction; must not throw for a line it never started.
/// </summary>
public interface ILineRelease
{
    Task ReleaseAsync(BenefitLine line, CancellationToken cancel);
}
