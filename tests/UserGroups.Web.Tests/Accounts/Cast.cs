using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>People put into the database directly, so that each test pays for one hash only where it is about hashing.</summary>
public static class Cast
{
    public const string Password = "seven friendly penguins";

    private static readonly ConcurrentDictionary<int, string> Hashes = new();

    public static async Task<long> AddAsync(this Portal portal, string name, params StaffRole[] roles)
    {
        await using var db = portal.Db();
        var person = new Person(name, $"{name.ToLowerInvariant()}@example.org", Portal.Start.UtcDateTime);
        person.SetPassword(Hashes.GetOrAdd(portal.Iterations, count =>
            new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = count })).HashPassword(null!, Password)));
        db.People.Add(person);
        db.RoleGrants.AddRange(roles.Select(role => new RoleGrant(person, role, null, Portal.Start.UtcDateTime)));
        await db.SaveChangesAsync();
        return person.Id;
    }

    /// <summary>A browser in which the person (made here unless they exist) has just signed in.</summary>
    public static async Task<PortalClient> SignedInAsync(this Portal portal, string name, params StaffRole[] roles)
    {
        await portal.AddAsync(name, roles);
        return await portal.SignInAsync(name);
    }

    public static async Task<PortalClient> SignInAsync(this Portal portal, string name, string password = Password)
    {
        var browser = portal.Browser();
        var answer = await browser.SubmitAsync("/account/sign-in", "Sign in", ("Email", $"{name.ToLowerInvariant()}@example.org"), ("Password", password));
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.Status);
        return browser;
    }

    /// <summary>A browser in which somebody of the staff (made here) has signed in and set up a second factor.</summary>
    public static async Task<PortalClient> StaffAsync(this Portal portal, string name, StaffRole role)
    {
        var browser = await portal.SignedInAsync(name, role);
        await SecondFactorTests.SetUpAsync(browser);
        return browser;
    }

    /// <summary>The same for somebody who is there already, perhaps as an organizer: roles everywhere, or in one region.</summary>
    public static async Task<PortalClient> PromoteAsync(this Portal portal, string name, string? region, params StaffRole[] roles)
    {
        await using (var db = portal.Db())
        {
            var person = await db.People.SingleAsync(p => p.Name == name);
            db.RoleGrants.AddRange(roles.Select(role => new RoleGrant(person, role, region, Portal.Start.UtcDateTime)));
            await db.SaveChangesAsync();
        }

        var browser = await portal.SignInAsync(name);
        await SecondFactorTests.SetUpAsync(browser);
        return browser;
    }
}
