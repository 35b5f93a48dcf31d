using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Accounts;

/// <summary>Identity's store, which here never saves by itself: each action has one SaveChanges, with its history and letters in it.</summary>
public sealed class PersonStore : UserOnlyStore<Person, AppDbContext, long>
{
    public PersonStore(AppDbContext context)
        : base(context) => AutoSaveChanges = false;
}
