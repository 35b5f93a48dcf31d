using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Codes from an app, and the ten recovery codes behind them.</summary>
public sealed class SecondFactorService(
    AppDbContext db, IDataProtectionProvider protection, RecoveryCodeHashes hashes, PostOffice post, SiteAddress site, TimeProvider time, SecurityLog log)
{
    public const int RecoveryCodes = 10;
    public const string WrongCode = "This is not the code your app shows now. Check the time of your phone.";

    private const string NoApp = "Recovery codes belong to an app. Set up an app first.";

    // No 0/O, 1/I/L, U: codes are read from paper.
    private const string RecoveryAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly IDataProtector protector = protection.CreateProtector("Accounts.Authenticator");

    /// <summary>Turns the app on once its first code is right, and gives ten recovery codes, shown once.</summary>
    /// <exception cref="RuleException">The code is wrong, or an app is on already.</exception>
    public async Task<IReadOnlyList<string>> TurnOnAsync(long personId, long sessionId, string secret, string? code, VisitOrigin origin, CancellationToken cancel = default)
    {
        var now = time.Now();
        var step = Totp.StepOf(secret, code, now) ?? throw new RuleException(WrongCode, "Code");
        // Before the transaction: sealing may have to store a new key, which waits for the same turn to write; and hashes take their time.
        var sealedSecret = protector.Protect(secret);
        var codes = await NewCodesAsync(personId, now, cancel);
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    var person = await db.People.SingleAsync(p => p.Id == personId, token);
                    db.Authenticators.Add(new Authenticator(person, sealedSecret, step, now));
                    await StoreCodesAsync(person, codes, token);
                    // Who just typed a right code has shown the second factor in this session.
                    var session = await db.Sessions.SingleAsync(s => s.Id == sessionId && s.PersonId == personId, token);
                    session.Prove(now, withSecondFactor: true);
                    Tell(person, SecurityChange.AuthenticatorAdded, origin, now);
                    await db.SaveChangesAsync(token);
                    return codes.Shown;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException("Codes from an app are on already. Turn them off first to use another app.");
        }
    }

    /// <summary>Turns the app off; its recovery codes go with it. Turning off what is off changes nothing.</summary>
    public Task TurnOffAsync(long personId, VisitOrigin origin, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await db.Authenticators.Where(a => a.PersonId == personId).ExecuteDeleteAsync(token) == 0)
                    return;
                await db.RecoveryCodes.Where(c => c.PersonId == personId).ExecuteDeleteAsync(token);
                Tell(await db.People.SingleAsync(p => p.Id == personId, token), SecurityChange.AuthenticatorRemoved, origin, time.Now());
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Ten new recovery codes in place of the old ones.</summary>
    /// <exception cref="RuleException">No app is on.</exception>
    /// <exception cref="TooManyAttemptsException">Five times in an hour.</exception>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(long personId, VisitOrigin origin, CancellationToken cancel = default)
    {
        if (!await IsOnAsync(personId, cancel))
            throw new RuleException(NoApp);
        var now = time.Now();
        var codes = await NewCodesAsync(personId, now, cancel);
        return await db.InTransactionAsync(
            async token =>
            {
                if (!await IsOnAsync(personId, token))
                    throw new RuleException(NoApp);
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                await StoreCodesAsync(person, codes, token);
                Tell(person, SecurityChange.RecoveryCodesRenewed, origin, now);
                await db.SaveChangesAsync(token);
                return codes.Shown;
            },
            cancel);
    }

    /// <summary>Takes a code: right, not used before, and within the five tries.</summary>
    /// <exception cref="RuleException">Wrong, used, or the account rests; one sentence for all.</exception>
    public async Task TakeAsync(long personId, string? code, bool isRecoveryCode, VisitOrigin origin, CancellationToken cancel = default)
    {
        var now = time.Now();
        var step = isRecoveryCode ? null : await StepAsync(personId, code, now, cancel);
        var hash = isRecoveryCode ? await RecoveryHashAsync(personId, code, cancel) : null;
        var (taken, good) = await db.InTransactionAsync(
            async token =>
            {
                if (!await db.TakeAttemptAsync(db.People.Where(p => p.Id == personId && p.DeletedAt == null), now, token))
                    return (false, false);
                var right = hash is null ? await UseStepAsync(personId, step, token) : await UseRecoveryCodeAsync(personId, hash, origin, now, token);
                if (right)
                    await db.ForgetAttemptsAsync(personId, token);
                return (true, right);
            },
            cancel);
        if (good)
            return;
        log.AuthenticationFailed(personId, null, (isRecoveryCode ? ProofWay.RecoveryCode : ProofWay.Code).ToString(), taken ? "Wrong" : "Resting", origin.Network, origin.Request);
        throw new RuleException(SignInService.FailedCode, "Code");
    }

    public Task<bool> IsOnAsync(long personId, CancellationToken cancel = default) => db.Authenticators.AnyAsync(a => a.PersonId == personId, cancel);

    public Task<bool> HasPasskeyAsync(long personId, CancellationToken cancel = default) => db.UserPasskeys.AnyAsync(p => p.UserId == personId, cancel);

    /// <summary>The code the demo cast's app would show now. The caller makes sure that this is Development.</summary>
    public async Task<string?> DemoCodeAsync(long personId, CancellationToken cancel = default)
    {
        var app = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == personId, cancel);
        return app is null ? null : Totp.Code(protector.Unprotect(app.ProtectedSecret), Math.Max(Totp.StepAt(time.Now()), app.LastStep + 1));
    }

    // Outside the transaction, because unsealing may have to renew the keys, which waits for the same turn to write.
    private async Task<long?> StepAsync(long personId, string? code, DateTime now, CancellationToken cancel)
    {
        var secret = await db.Authenticators.Where(a => a.PersonId == personId).Select(a => a.ProtectedSecret).SingleOrDefaultAsync(cancel);
        return secret is null ? null : Totp.StepOf(protector.Unprotect(secret), code, now);
    }

    // The conditional update is what makes a code work once, also for two browsers in the same half-minute.
    private async Task<bool> UseStepAsync(long personId, long? step, CancellationToken cancel) =>
        step is long used
        && await db.Authenticators.Where(a => a.PersonId == personId && a.LastStep < used).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, used), cancel) == 1;

    // Outside the transaction too: it costs as much as a password's, and one for all ten codes, because they share their salt.
    private async Task<string> RecoveryHashAsync(long personId, string? code, CancellationToken cancel)
    {
        var any = await db.RecoveryCodes.Where(c => c.PersonId == personId).OrderBy(c => c.Id).Select(c => c.Hash).FirstOrDefaultAsync(cancel);
        return hashes.Of(personId, code, any);
    }

    private async Task<bool> UseRecoveryCodeAsync(long personId, string hash, VisitOrigin origin, DateTime now, CancellationToken cancel)
    {
        if (await db.RecoveryCodes.Where(c => c.PersonId == personId && c.Hash == hash && c.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancel) != 1)
            return false;
        Tell(await db.People.SingleAsync(p => p.Id == personId, cancel), SecurityChange.RecoveryCodeUsed, origin, now);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    // Ten hashes take a second of a core: not more often than somebody needs them.
    private async Task<NewCodes> NewCodesAsync(long personId, DateTime now, CancellationToken cancel)
    {
        AttemptLimit[] limits = [new("recovery-codes", personId.ToString(System.Globalization.CultureInfo.InvariantCulture), 5, TimeSpan.FromHours(1))];
        if (await db.InTransactionAsync(token => db.CountAsync(now, limits, token), cancel) is TimeSpan wait)
            throw new TooManyAttemptsException(wait);
        // 10 characters of 30: 49 bits, of which five tries in five minutes reach nothing.
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(RecoveryAlphabet, 10)).ToList();
        return new NewCodes([.. codes.Select(code => $"{code[..5]}-{code[5..]}")], hashes.OfNew(codes));
    }

    private async Task StoreCodesAsync(Person person, NewCodes codes, CancellationToken cancel)
    {
        await db.RecoveryCodes.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(cancel);
        db.RecoveryCodes.AddRange(codes.Hashes.Select(hash => new RecoveryCode(person, hash)));
    }

    private void Tell(Person person, SecurityChange change, VisitOrigin origin, DateTime now)
    {
        post.Send(new SecurityChanged(person.Email!, person.Name, site, change, origin, now));
        db.History.Add(new HistoryEntry(now, person.Id, "security.changed", person, new { Change = change.ToString() }));
    }

    private sealed record NewCodes(IReadOnlyList<string> Shown, IReadOnlyList<string> Hashes);
}
