using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>The first Administrator of an empty portal: no default account, but a one-time link on the console.</summary>
public sealed class SetupService(AppDbContext db, Passwords passwords, SessionService sessions, SiteAddress site, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A new link when there is no Administrator, else null. Links of earlier starts stop working.</summary>
    public async Task<string?> NewLinkIfNeededAsync(CancellationToken cancel = default)
    {
        // Nearly every start ends here, without a write; a link left over opens nothing while there is an Administrator.
        if (await HasAdministratorAsync(cancel))
            return null;
        var link = Token.New();
        await db.InTransactionAsync(
            async token =>
            {
                await db.OneTimeLinks.Where(l => l.Purpose == LinkPurpose.Setup && l.UsedAt == null).ExecuteDeleteAsync(token);
                db.OneTimeLinks.Add(new OneTimeLink(LinkPurpose.Setup, link.Hash, time.Now(), Lifetime));
                await db.SaveChangesAsync(token);
            },
            cancel);
        return site.Link($"/setup/{link.Text}");
    }

    /// <summary>True while the link works and nobody is Administrator.</summary>
    public async Task<bool> IsOpenAsync(string token, CancellationToken cancel = default) =>
        await db.OneTimeLinks.Open(LinkPurpose.Setup, token, time.Now()).AnyAsync(cancel) && !await HasAdministratorAsync(cancel);

    /// <summary>Makes the first Administrator and signs them in. Of two at once one wins.</summary>
    /// <exception cref="RuleException">Something typed is refused, or somebody was faster.</exception>
    public async Task<OpenedSession> MakeAdministratorAsync(string token, string? name, string? email, string? password, VisitOrigin origin, CancellationToken cancel = default)
    {
        var (checkedName, address) = TypedAccount.Of(name, email, password, site.Name);
        var hash = passwords.Hash(password!);
        var now = time.Now();
        try
        {
            return await db.InTransactionAsync(
                async inside =>
                {
                    await db.UseUpAsync(LinkPurpose.Setup, token, now, inside);
                    if (await HasAdministratorAsync(inside))
                        throw new RuleException("The portal has an Administrator by now.");
                    var person = new Person(checkedName, address, now);
                    person.SetPassword(hash);
                    var grant = new RoleGrant(person, StaffRole.Administrator, null, now);
                    db.People.Add(person);
                    db.RoleGrants.Add(grant);
                    db.History.Add(new HistoryEntry(now, null, "account.made", person, new { By = nameof(LinkPurpose.Setup) }));
                    db.History.Add(new HistoryEntry(now, null, "role.granted", grant, new { Role = nameof(StaffRole.Administrator), By = nameof(LinkPurpose.Setup) }));
                    var opened = await sessions.OpenAsync(person, SessionOpening.Password, origin, null, inside);
                    await db.SaveChangesAsync(inside);
                    return opened;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException("There is an account with this address already. Use the command “staff add” to make it Administrator.", "Email");
        }
    }

    private Task<bool> HasAdministratorAsync(CancellationToken cancel) => db.RoleGrants.AnyAsync(g => g.Role == StaffRole.Administrator && g.Person.DeletedAt == null, cancel);
}
