using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Accounts;

/// <summary>Identity's store, which here never saves by itself: each action has one SaveChanges, with its history and letters in it.</summary>
public sealed class PersonStore : UserOnlyStore<Person, AppDbContext, long>
{
    public PersonStore(AppDbContext context)
        : base(context) => AutoSaveChanges = false;
}

/// <summary>Identity compares addresses the way the rest of the house does.</summary>
public sealed class AddressNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : Person.Normalise(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
