using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Web.Accounts;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Credential id in base64url, for addresses.</param>
public sealed record PasskeyRow(string Id, string Name, DateTime CreatedAt);

/// <summary>A passkey that was shown and is valid; the challenge it answered is still to be spent.</summary>
public sealed record ShownPasskey(Person Person, UserPasskeyInfo Passkey, string State, VisitOrigin Origin);

/// <summary>
/// Passkeys: Identity's handler does WebAuthn, <see cref="PasskeyChallenges"/> keeps the challenge, this the names and the letters. User verification is required, so a
/// passkey is both factors at once. It stands in Web because the handler reads the request.
/// </summary>
public sealed class Passkeys(
    AppDbContext db, PersonStore store, IPasskeyHandler<Person> handler, PasskeyChallenges challenges, PostOffice post, SiteAddress site, TimeProvider time, SecurityLog log)
{
    public const int NameLength = 60;
    public const int Most = 20;
    private const string DidNotWork = "The passkey did not work. Try again, or sign in with your password.";

    /// <summary>Options for the browser to make a passkey; the challenge goes into a short-lived sealed cookie.</summary>
    public async Task<string> CreationOptionsAsync(HttpContext http, CurrentSession mine)
    {
        var user = new PasskeyUserEntity { Id = mine.PersonId.ToString(System.Globalization.CultureInfo.InvariantCulture), Name = mine.Email, DisplayName = mine.Name };
        var options = await handler.MakeCreationOptionsAsync(user, http);
        challenges.Keep(http, options.AttestationState);
        return options.CreationOptionsJson;
    }

    /// <summary>Options for the browser to show a passkey; it offers all it has for this site.</summary>
    public async Task<string> RequestOptionsAsync(HttpContext http)
    {
        var options = await handler.MakeRequestOptionsAsync(null, http);
        challenges.Keep(http, options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <summary>Stores a new passkey under a name.</summary>
    /// <exception cref="RuleException">The browser's answer is not valid, or the name is refused.</exception>
    public async Task AddAsync(HttpContext http, CurrentSession mine, string? name, string? credential, CancellationToken cancel)
    {
        var given = CheckedName(name);
        var state = challenges.Take(http);
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential ?? "", AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != mine.PersonId.ToString(System.Globalization.CultureInfo.InvariantCulture) || !result.Passkey.IsUserVerified)
            throw new RuleException("The passkey could not be made. Try again.");
        result.Passkey.Name = given;
        try
        {
            await ChangeAsync(
                mine.PersonId, SecurityChange.PasskeyAdded, http.Origin(),
                async (person, token) =>
                {
                    if (await db.UserPasskeys.CountAsync(p => p.UserId == person.Id, token) >= Most)
                        throw new RuleException("Twenty passkeys are enough; remove one you no longer use.");
                    challenges.Spend(state!);
                    await store.AddOrUpdatePasskeyAsync(person, result.Passkey, token);
                    // Whoever just verified themselves to the new passkey has shown a second factor.
                    (await db.Sessions.SingleAsync(s => s.Id == mine.Id, token)).Prove(time.Now(), withSecondFactor: true);
                    return true;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException("This passkey is stored already.");
        }
    }

    /// <summary>Checks what the browser shows. Outside any transaction: opening the sealed challenge may have to renew keys, which writes.</summary>
    /// <exception cref="RuleException">Not valid.</exception>
    public async Task<ShownPasskey> CheckAsync(HttpContext http, string? credential)
    {
        var state = challenges.Take(http);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential ?? "", AssertionState = state });
        if (!result.Succeeded || !result.Passkey.IsUserVerified || result.User.DeletedAt is not null)
            throw Failed(result.Succeeded ? result.User.Id : null, "Wrong", http.Origin());
        return new ShownPasskey(result.User, result.Passkey, state!, http.Origin());
    }

    /// <summary>Does what the passkey was shown for, in one transaction with its counter and its challenge, which is answered once.</summary>
    /// <exception cref="RuleException">The challenge was answered before.</exception>
    public async Task<T> SpendAsync<T>(ShownPasskey shown, Func<long, CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    challenges.Spend(shown.State);
                    await store.AddOrUpdatePasskeyAsync(shown.Person, shown.Passkey, token);
                    await db.SaveChangesAsync(token);
                    return await act(shown.Person.Id, token);
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw Failed(shown.Person.Id, "UsedBefore", shown.Origin);
        }
    }

    public async Task<IReadOnlyList<PasskeyRow>> ListAsync(long personId, CancellationToken cancel)
    {
        var rows = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == personId).Take(Most).ToListAsync(cancel);
        return [.. rows.OrderBy(p => p.Data.CreatedAt).Select(p => new PasskeyRow(Base64Url.EncodeToString(p.CredentialId), p.Data.Name ?? "", p.Data.CreatedAt.UtcDateTime))];
    }

    /// <exception cref="RuleException">The name is refused.</exception>
    public Task RenameAsync(long personId, string id, string? name, VisitOrigin origin, CancellationToken cancel)
    {
        var given = CheckedName(name);
        return ChangeAsync(personId, SecurityChange.PasskeyRenamed, origin, async (_, token) =>
        {
            var passkey = await FindAsync(personId, id, token);
            var changed = passkey.Data.Name != given;
            passkey.Data.Name = given;
            return changed;
        }, cancel);
    }

    public Task RemoveAsync(long personId, string id, VisitOrigin origin, CancellationToken cancel) =>
        ChangeAsync(personId, SecurityChange.PasskeyRemoved, origin, async (_, token) =>
        {
            db.UserPasskeys.Remove(await FindAsync(personId, id, token));
            return true;
        }, cancel);

    private RuleException Failed(long? personId, string why, VisitOrigin origin)
    {
        log.AuthenticationFailed(personId, null, nameof(ProofWay.Passkey), why, origin.Network, origin.Request);
        return new RuleException(DidNotWork);
    }

    private static string CheckedName(string? name)
    {
        var trimmed = (name ?? "").Trim();
        return trimmed.Length is 0 or > NameLength || !TypedText.IsLine(trimmed)
            ? throw new RuleException("Give the passkey a name of at most 60 characters, such as “my phone”.", "Name")
            : trimmed;
    }

    private async Task<IdentityUserPasskey<long>> FindAsync(long personId, string id, CancellationToken cancel)
    {
        var credential = Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];
        return await db.UserPasskeys.SingleOrDefaultAsync(p => p.UserId == personId && p.CredentialId == credential, cancel)
            ?? throw new Shell.RefusedException(StatusCodes.Status404NotFound);
    }

    private Task ChangeAsync(long personId, SecurityChange change, VisitOrigin origin, Func<Person, CancellationToken, Task<bool>> act, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                if (!await act(person, token))
                    return;
                post.Send(new SecurityChanged(person.Email!, person.Name, site, change, origin, time.Now()));
                db.History.Add(new HistoryEntry(time.Now(), personId, "security.changed", person, new { Change = change.ToString() }));
                await db.SaveChangesAsync(token);
            },
            cancel);
}
