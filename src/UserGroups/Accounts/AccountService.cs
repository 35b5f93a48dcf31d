using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>What somebody shows once to prove who they are.</summary>
public enum ProofWay
{
    Password,
    Code,
    RecoveryCode,
    Passkey,
}

/// <summary>What a person does with the account itself: name and language, download, deletion; and showing again who they are.</summary>
public sealed class AccountService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time, SecurityLog log, IEnumerable<IPersonData> rooms)
{
    public const string DeletionWords = "delete my account";

    /// <exception cref="RuleException">The name or the zone is refused.</exception>
    public Task DescribeAsync(long personId, string? name, string? culture, string? timeZone, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                var renamed = person.Name != name?.Trim();
                person.Describe(name ?? "", culture, timeZone);
                if (renamed)
                    db.History.Add(new HistoryEntry(time.Now(), personId, "account.renamed", person));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>The session's person showed again who they are. The session goes on under a new key (ASVS 5.0, 7.2.4).</summary>
    /// <param name="session">The session of the request.</param>
    /// <param name="way">What was shown, as the log names it.</param>
    /// <param name="origin">For the log.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="RuleException">It was ended while this was checked.</exception>
    public Task<OpenedSession> ProveAsync(CurrentSession session, ProofWay way, VisitOrigin origin, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var row = await db.Sessions.SingleOrDefaultAsync(s => s.Id == session.Id, token) ?? throw new RuleException("You were signed out in the meantime. Sign in again.");
                var key = Token.New();
                row.Prove(time.Now(), withSecondFactor: way != ProofWay.Password);
                row.GoOnUnder(key.Hash);
                db.AfterCommit(() => log.Authenticated(session.PersonId, way.ToString(), "IsItYou", origin.Network, origin.Request));
                await db.SaveChangesAsync(token);
                return new OpenedSession(key.Text, false);
            },
            cancel);

    /// <summary>Everything the portal knows about a person, and a letter that it was downloaded.</summary>
    public async Task<AccountExport> ExportAsync(long personId, VisitOrigin origin, CancellationToken cancel = default)
    {
        var person = await db.People.SingleAsync(p => p.Id == personId, cancel);
        var leaving = new LeavingPerson(personId, await AddressesAsync(personId, person.Email!, cancel));
        var parts = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var room in rooms)
            parts.Add(room.Part, await room.ExportAsync(leaving, cancel));
        var export = await AccountExport.ReadAsync(db, person, time.Now(), cancel) with { Parts = parts };
        post.Send(new SecurityChanged(person.Email!, person.Name, site, SecurityChange.DataExported, origin, time.Now()));
        db.History.Add(new HistoryEntry(time.Now(), personId, "account.exported", person));
        await db.SaveChangesAsync(cancel);
        return export;
    }

    /// <summary>Deletes the account: name, address and secrets go, history stays with the number. It cannot be undone.</summary>
    /// <exception cref="RuleException">The words were not typed, or this is the last Administrator.</exception>
    public async Task DeleteAsync(long personId, string? typed, CancellationToken cancel = default)
    {
        if (!string.Equals(typed?.Trim(), DeletionWords, StringComparison.OrdinalIgnoreCase))
            throw new RuleException("Type the three words “delete my account” to go on.", "Words");
        await db.InTransactionAsync(
            async token =>
            {
                await StaffService.RefuseLastAdministratorAsync(db, personId, token);
                var now = time.Now();
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                if (person.DeletedAt is not null)
                    return;
                post.Send(new AccountDeleted(person.Email!, person.Name, site));
                var address = person.Email!;
                var addresses = await AddressesAsync(personId, address, token);
                // The rooms first: while they let go, the person still has a name to find things by.
                foreach (var room in rooms)
                    await room.ForgetAsync(new LeavingPerson(personId, addresses), now, token);
                person.Anonymise(now);
                db.History.Add(new HistoryEntry(now, personId, "account.deleted", person));
                await db.SaveChangesAsync(token);
                await ForgetAsync(personId, address, token);
                await OutboxForgetting.ForgetAsync(db, addresses, now, token);
            },
            cancel);
    }

    // The address of today, and every one the account has had.
    private async Task<IReadOnlyList<string>> AddressesAsync(long personId, string address, CancellationToken cancel) =>
        [address, .. await db.AddressChanges.Where(c => c.PersonId == personId && c.OldConfirmedAt != null && c.NewConfirmedAt != null).Select(c => c.OldEmail).ToListAsync(cancel)];

    // Everything that hangs on the person and says who it was.
    private async Task ForgetAsync(long personId, string address, CancellationToken cancel)
    {
        await db.Sessions.Where(s => s.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.RoleGrants.Where(g => g.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.Authenticators.Where(a => a.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.UserPasskeys.Where(p => p.UserId == personId).ExecuteDeleteAsync(cancel);
        await db.OneTimeLinks.Where(l => l.PersonId == personId || (l.AddressChange != null && l.AddressChange.PersonId == personId)).ExecuteDeleteAsync(cancel);
        await db.AddressChanges.Where(c => c.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.OneTimeLinks.Where(l => l.SignUp != null && l.SignUp.Email == address).ExecuteDeleteAsync(cancel);
        await db.PendingSignUps.Where(s => s.Email == address).ExecuteDeleteAsync(cancel);
        var normalized = Person.Normalise(address);
        await db.Invitations.Where(i => i.NormalizedEmail == normalized && i.EndedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Email, "").SetProperty(i => i.NormalizedEmail, ""), cancel);
    }
}

/// <summary>The file a person downloads; names are those of the screens.</summary>
public sealed record AccountExport(
    DateTime MadeAt, string Name, string? Email, string? Language, string? TimeZone, DateTime AccountMade, bool CodesFromAnApp, int RecoveryCodesLeft,
    IReadOnlyList<ExportedPasskey> Passkeys, IReadOnlyList<ExportedRole> Roles, IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedAddressChange> AddressChanges, IReadOnlyList<ExportedHistory> History, IReadOnlyList<ExportedLetter> Letters)
{
    internal static async Task<AccountExport> ReadAsync(AppDbContext db, Person person, DateTime now, CancellationToken cancel)
    {
        var id = person.Id;
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == id).ToListAsync(cancel);
        return new AccountExport(
            now, person.Name, person.Email, person.Culture, person.TimeZone, person.CreatedAt,
            await db.Authenticators.AnyAsync(a => a.PersonId == id, cancel),
            await db.RecoveryCodes.CountAsync(c => c.PersonId == id && c.UsedAt == null, cancel),
            [.. passkeys.Select(p => new ExportedPasskey(p.Data.Name, p.Data.CreatedAt.UtcDateTime))],
            await db.RoleGrants.Where(g => g.PersonId == id).OrderBy(g => g.Id).Select(g => new ExportedRole(g.Role.ToString(), g.Region, g.GrantedAt)).ToListAsync(cancel),
            await db.Sessions.Where(s => s.PersonId == id).OrderBy(s => s.Id).Select(s => new ExportedSession(s.Browser, s.Network, s.Opening.ToString(), s.CreatedAt, s.LastSeenAt)).ToListAsync(cancel),
            await db.AddressChanges.Where(c => c.PersonId == id).OrderBy(c => c.Id).Select(c => new ExportedAddressChange(c.OldEmail, c.NewEmail, c.CreatedAt, c.EndedAt)).ToListAsync(cancel),
            await db.History.Where(h => h.ActorId == id || (h.SubjectType == nameof(Person) && h.SubjectId == id)).OrderBy(h => h.Id)
                .Select(h => new ExportedHistory(h.At, h.Action, h.SubjectType, h.SubjectId, h.Details, h.Reason)).ToListAsync(cancel),
            await db.Outbox.Where(m => m.ToKey == OutboxMessage.KeyOf(person.Email!)).OrderBy(m => m.Id).Select(m => new ExportedLetter(m.CreatedAt, m.Kind, m.Subject)).ToListAsync(cancel));
    }

    /// <summary>What each room keeps, by the room's word.</summary>
    public IReadOnlyDictionary<string, object> Parts { get; init; } = new Dictionary<string, object>();

    [System.Text.Json.Serialization.JsonIgnore]
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"my-data-{MadeAt:yyyy-MM-dd}.json");
}

public sealed record ExportedPasskey(string? Name, DateTime Added);

public sealed record ExportedRole(string Role, string? Region, DateTime Since);

public sealed record ExportedSession(string Browser, string Network, string OpenedBy, DateTime Opened, DateTime LastSeen);

public sealed record ExportedAddressChange(string From, string To, DateTime Asked, DateTime? Ended);

public sealed record ExportedHistory(DateTime At, string What, string Kind, long Number, string Details, string? Why);

/// <summary>A letter to the person. Its text is left out: it may hold a link that still works.</summary>
public sealed record ExportedLetter(DateTime Written, string Kind, string Subject);
