using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>Who organizes: the list, invitations, and handing over the lead.</summary>
[Route("/lead/{slug}/organizers")]
public sealed class OrganizersController(
    AppDbContext db, ViewerRoles roles, OrganizerInvitationService invitations, OrganizerService organizers, HandOverService handOvers, TimeProvider time) : ChapterController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> List(string slug)
    {
        var head = await HeadAsync(slug);
        this.Require(ChaptersAccess.CanOpenDesk(head.Facts, await RolesAsync()));
        return View(await PageAsync(head, new InviteForm()));
    }

    [HttpPost("invitations")]
    public async Task<IActionResult> Invite(string slug, InviteForm form)
    {
        var head = await OrganizedAsync(slug);
        return await this.Submit(
            async () =>
            {
                await invitations.InviteAsync(Me, head.Id, form.Name, form.Email, form.Role!.Value, Cancel);
                return Done(slug, $"A letter is on its way to {form.Email.Trim()}.");
            },
            async () => View(nameof(List), await PageAsync(head, form)),
            () => Task.FromResult(OrganizerInvitation.Require(form.Name, form.Email, form.Role)));
    }

    [HttpPost("invitations/{id:long}/removal")]
    public async Task<IActionResult> Withdraw(string slug, long id)
    {
        await invitations.WithdrawAsync(Me, (await OrganizedAsync(slug)).Id, id, Cancel);
        return Done(slug, "The invitation is taken back.");
    }

    /// <summary>The lead removes anybody else; everybody may step back themselves.</summary>
    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Remove(string slug, long id)
    {
        var head = await HeadAsync(slug);
        var mine = await RolesAsync();
        var isMe = await Db.Organizers.AnyAsync(o => o.Id == id && o.ChapterId == head.Id && o.PersonId == Me, Cancel);
        this.Require(isMe || ChaptersAccess.CanLead(head.Facts, mine));
        await organizers.RemoveAsync(Me, head.Id, id, Cancel);
        if (!isMe)
            return Done(slug, "The role is ended; the person has a letter.");
        TempData.Succeed($"You no longer organize {head.Name}. Thank you for all you did.");
        return LocalRedirect($"/chapters/{slug}");
    }

    [HttpPost("hand-over")]
    public async Task<IActionResult> Nominate(string slug, HandOverForm form)
    {
        var head = await LedAsync(slug);
        return await this.Submit(
            async () =>
            {
                await handOvers.NominateAsync(Me, head.Id, form.ToId!.Value, Cancel);
                return Done(slug, "A letter is on its way. Until the answer you lead.");
            },
            async () => View(nameof(List), await PageAsync(head, new InviteForm())));
    }

    [HttpPost("hand-over/removal")]
    public async Task<IActionResult> WithdrawNomination(string slug)
    {
        await handOvers.WithdrawAsync(Me, (await LedAsync(slug)).Id, Cancel);
        return Done(slug, "The question is taken back. You lead.");
    }

    [HttpPost("hand-over/answer")]
    public async Task<IActionResult> Answer(string slug, bool accept)
    {
        var head = await HeadAsync(slug);
        this.Require(ChaptersAccess.CanOpenDesk(head.Facts, await RolesAsync()));
        await handOvers.AnswerAsync(Me, head.Id, accept, Cancel);
        return Done(slug, accept ? $"You lead {head.Name} now." : "You said no; the lead has a letter.");
    }

    private async Task<ChapterHead> OrganizedAsync(string slug)
    {
        var head = await HeadAsync(slug);
        this.Require(ChaptersAccess.CanOrganize(head.Facts, await RolesAsync()));
        return head;
    }

    private async Task<ChapterHead> LedAsync(string slug)
    {
        var head = await HeadAsync(slug);
        this.Require(ChaptersAccess.CanLead(head.Facts, await RolesAsync()));
        return head;
    }

    private LocalRedirectResult Done(string slug, string said)
    {
        TempData.Succeed(said);
        return LocalRedirect($"/lead/{slug}/organizers");
    }

    private async Task<OrganizersPage> PageAsync(ChapterHead head, InviteForm form)
    {
        var mine = await RolesAsync();
        var now = time.Now();
        var rows = await Db.Organizers.AsNoTracking().Where(o => o.ChapterId == head.Id).OrderBy(o => o.Id).Select(o => new OrganizerRow(o.Id, o.PersonId, o.Person.Name, o.Role, o.Since)).ToListAsync(Cancel);
        var open = await Db.OrganizerInvitations.AsNoTracking().Where(i => i.ChapterId == head.Id && i.EndedAt == null && i.ExpiresAt > now).OrderBy(i => i.Id)
            .Select(i => new InvitationRow(i.Id, i.Name, i.Email, i.Role, i.CreatedAt)).ToListAsync(Cancel);
        var offer = await Db.HandOvers.AsNoTracking().Where(h => h.ChapterId == head.Id && h.FromId != null && h.EndedAt == null).Select(h => new LeadOffer(h.ToId, h.To.Name)).SingleOrDefaultAsync(Cancel);
        return new OrganizersPage(
            head.Slug, head.Name, Me, [.. rows.OrderBy(r => r.Role)], open, offer, ChaptersAccess.CanOrganize(head.Facts, mine), ChaptersAccess.CanLead(head.Facts, mine), form, new HandOverForm());
    }
}

/// <summary>An organizer in the list.</summary>
public sealed record OrganizerRow(long Id, long PersonId, string Name, OrganizerRole Role, DateTime Since);

/// <summary>An invitation that waits for an answer.</summary>
public sealed record InvitationRow(long Id, string Name, string Email, OrganizerRole Role, DateTime Since);

/// <summary>Who was asked to lead.</summary>
public sealed record LeadOffer(long ToId, string Name);

/// <summary>The organizers of a chapter.</summary>
public sealed record OrganizersPage(
    string Slug, string Name, long Me, IReadOnlyList<OrganizerRow> Rows, IReadOnlyList<InvitationRow> Invitations, LeadOffer? Offer, bool CanOrganize, bool CanLead,
    InviteForm Invite, HandOverForm HandOver);

/// <summary>"Will you organize with us?"</summary>
public sealed class InviteForm
{
    [Required, StringLength(Person.NameLength), Display(Name = "Name")]
    public string Name { get; set; } = "";

    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string Email { get; set; } = "";

    [Required, Display(Name = "What they will do")]
    public OrganizerRole? Role { get; set; } = OrganizerRole.CoOrganizer;
}

/// <summary>"Will you lead?"</summary>
public sealed class HandOverForm
{
    [Required, Display(Name = "Who shall lead")]
    public long? ToId { get; set; }
}
