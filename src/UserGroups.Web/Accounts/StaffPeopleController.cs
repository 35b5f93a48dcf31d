using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>A person with their staff roles, and in how many browsers they are signed in.</summary>
public sealed record StaffPersonRow(long Id, string Name, string Email, IReadOnlyList<StaffRoleRow> Roles, int Sessions);

public sealed record StaffRoleRow(long Id, StaffRole Role, string? Region);

public sealed record InvitationRow(long Id, string Email, StaffRole Role, string? Region, DateTime CreatedAt);

/// <summary>The staff, or who was searched for; one more than the page holds says that there are more.</summary>
public sealed record StaffPeoplePage(string? Search, IReadOnlyList<StaffPersonRow> People, bool HasMore, IReadOnlyList<InvitationRow> Invitations, StaffForm Form);

public sealed class StaffForm
{
    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string Email { get; set; } = "";

    [Required, Display(Name = "Role")]
    public StaffRole? Role { get; set; }

    [StringLength(20), Display(Name = "Region")]
    public string? Region { get; set; }
}

/// <summary>Who is on the staff: search, invite, give and take roles. Administrator only.</summary>
public sealed class StaffPeopleController(AppDbContext db, StaffService staff, TimeProvider time) : AccountController
{
    private const int Most = 50;

    [HttpGet("/staff/people")]
    public async Task<IActionResult> List(string? search, CancellationToken cancel)
    {
        this.Require(AccountsAccess.CanManageStaff(this.Viewer()));
        return View(await PageAsync(search, new StaffForm(), cancel));
    }

    [HttpPost("/staff/people")]
    public Task<IActionResult> Create([Bind(Prefix = "Form")] StaffForm form, CancellationToken cancel)
    {
        this.Require(AccountsAccess.CanManageStaff(this.Viewer()));
        return this.Submit(
            async () =>
            {
                var works = await staff.AddAsync(form.Email, form.Role!.Value, form.Region, this.Viewer().PersonId, cancel);
                var role = T[RoleWords.Of(form.Role.Value)] + (form.Region is { Length: > 0 } region ? ", " + T[Regions.Names[region]] : "");
                TempData.Succeed(works
                    ? T["{0} has the role {1}; it works from the next click.", form.Email.Trim(), role]
                    : T["There is no account with the address {0} yet, so an invitation is on its way. The role that waits: {1}.", form.Email.Trim(), role]);
                return LocalRedirect("/staff/people");
            },
            async () =>
            {
                // Rules name the field; here it stands inside the page's form.
                foreach (var name in new[] { "Email", "Role", "Region" })
                {
                    if (ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0)
                    {
                        foreach (var error in entry.Errors.Where(_ => ModelState.GetFieldValidationState("Form." + name) != ModelValidationState.Invalid).ToList())
                            ModelState.AddModelError("Form." + name, error.ErrorMessage);
                        entry.Errors.Clear();
                    }
                }

                return await Again("List", await PageAsync(null, form, cancel));
            },
            () => Task.FromResult(StaffService.Require(form.Email, form.Role, form.Region)));
    }

    [HttpPost("/staff/people/{personId:long}/roles/{id:long}/revoke")]
    public Task<IActionResult> Delete(long personId, long id, CancellationToken cancel)
    {
        this.Require(AccountsAccess.CanManageStaff(this.Viewer()));
        return this.Submit(
            async () =>
            {
                if (!await staff.RevokeAsync(personId, id, this.Viewer().PersonId, cancel))
                    return NotFound();
                TempData.Succeed(T["The role is taken; it has stopped working."]);
                return LocalRedirect("/staff/people");
            },
            async () => await Again("List", await PageAsync(null, new StaffForm(), cancel)));
    }

    [HttpPost("/staff/people/invitations/{id:long}/withdraw")]
    public async Task<IActionResult> DeleteInvitation(long id, CancellationToken cancel)
    {
        this.Require(AccountsAccess.CanManageStaff(this.Viewer()));
        if (!await staff.WithdrawAsync(id, this.Viewer().PersonId, cancel))
            return NotFound();
        TempData.Succeed(T["The invitation is withdrawn."]);
        return LocalRedirect("/staff/people");
    }

    private async Task<StaffPeoplePage> PageAsync(string? search, StaffForm form, CancellationToken cancel)
    {
        var now = time.Now();
        var words = (search ?? "").Trim().ToUpperInvariant();
        var people = db.People.AsNoTracking().Where(p => p.DeletedAt == null);
        people = words.Length == 0
            ? people.Where(p => db.RoleGrants.Select(g => g.PersonId).Contains(p.Id))
            : people.Where(p => p.SearchText.Contains(words));
        var rows = await people.OrderBy(p => p.SearchText).ThenBy(p => p.Id).Take(Most + 1)
            .Select(p => new StaffPersonRow(
                p.Id, p.Name, p.Email!, db.RoleGrants.Where(g => g.PersonId == p.Id).OrderBy(g => g.Id).Select(g => new StaffRoleRow(g.Id, g.Role, g.Region)).ToList(),
                db.Sessions.Count(s => s.PersonId == p.Id && !s.AwaitsSecondFactor && s.ExpiresAt > now && s.LastSeenAt > now - Session.IdleLimit)))
            .ToListAsync(cancel);
        var invitations = await db.Invitations.AsNoTracking().Where(i => i.EndedAt == null).OrderByDescending(i => i.Id).Take(Most)
            .Select(i => new InvitationRow(i.Id, i.Email, i.Role, i.Region, i.CreatedAt)).ToListAsync(cancel);
        return new StaffPeoplePage(search, [.. rows.Take(Most)], rows.Count > Most, invitations, form);
    }
}
