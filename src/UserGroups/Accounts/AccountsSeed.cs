using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>The invented people of seeds, tests and docs.</summary>
/// <param name="Name">First name.</param>
/// <param name="Does">What they do, as the sign-in page of Development says it.</param>
/// <param name="Role">Staff role, or null.</param>
public sealed record DemoPerson(string Name, string Does, StaffRole? Role)
{
    public string Email => DemoCast.AddressOf(Name);
}

public static class DemoCast
{
    /// <summary>One password for all. Registered and shown only in Development.</summary>
    public const string Password = "seven friendly penguins";

    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("Lena", "leads Oslo", null),
        new("Max", "is a member in Oslo", null),
        new("Ida", "leads Lima", null),
        new("Aino", "decides (community manager)", StaffRole.CommunityManager),
        new("Finn", "pays (finance)", StaffRole.Finance),
        new("Pia", "packs (fulfilment)", StaffRole.Fulfilment),
        new("Sam", "administers", StaffRole.Administrator),
    ];

    public static string AddressOf(string name) => $"{name.ToLowerInvariant()}@example.org";

    /// <summary>Number of one of the cast, for the parts of the demo story.</summary>
    public static Task<long> IdAsync(IServiceProvider services, string name, CancellationToken cancel) =>
        services.GetRequiredService<AppDbContext>().People.Where(p => p.Email == AddressOf(name)).Select(p => p.Id).SingleAsync(cancel);

    public static bool Has(string email) => People.Any(p => string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Makes the demo cast by the same steps people take: sign up, read the letter, confirm, set up the app.</summary>
public sealed partial class AccountsSeed(AppDbContext db, SignUpService signUps, SessionLookup sessions, SecondFactorService factors, StaffService staff, TimeProvider time)
{
    private static readonly VisitOrigin Origin = new("Demo", "127.0.0.0/24");

    /// <summary>Makes those of the cast who are missing; running it twice changes nothing.</summary>
    public async Task SeedAsync(CancellationToken cancel = default)
    {
        foreach (var one in DemoCast.People)
        {
            var normalized = Person.Normalise(one.Email);
            if (await db.People.AnyAsync(p => p.NormalizedEmail == normalized, cancel))
                continue;
            await signUps.AskAsync(one.Name, one.Email, DemoCast.Password, Origin, cancel: cancel);
            var letter = await db.Outbox.AsNoTracking().Where(m => m.ToAddress == one.Email).OrderByDescending(m => m.Id).FirstAsync(cancel);
            var opened = await signUps.ConfirmAsync(Link().Match(letter.Body).Groups["token"].Value, DemoCast.Password, Origin, null, cancel);
            var session = (await sessions.FindAsync(opened.Key, cancel))!;
            if (one.Role is StaffRole role)
                await MakeStaffAsync(one, role, session, cancel);
            await db.InTransactionAsync(token => db.Sessions.Where(s => s.Id == session.Id).ExecuteDeleteAsync(token), cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task MakeStaffAsync(DemoPerson one, StaffRole role, CurrentSession session, CancellationToken cancel)
    {
        await staff.AddAsync(one.Email, role, null, null, cancel);
        var secret = Totp.NewSecret();
        await factors.TurnOnAsync(session.PersonId, session.Id, secret, Totp.Code(secret, Totp.StepAt(time.Now())), Origin, cancel);
    }

    [GeneratedRegex("/account/confirm/(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
