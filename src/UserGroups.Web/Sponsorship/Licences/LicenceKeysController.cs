using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The key, for the organizers of the chapter it is for. A look is a press (POST), because it is written down.</summary>
[Route("/requests/{reference}/licence-key")]
public sealed class LicenceKeysController(AppDbContext db, ViewerRoles roles, LicenceService licences) : LineController(db, roles)
{
    private const int Looks = 20;

    [HttpGet("")]
    public async Task<IActionResult> Show(string reference) => View(await PageAsync(await ReceivedAsync(reference, Benefit.Licence), null));

    [HttpPost("")]
    public async Task<IActionResult> Look(string reference)
    {
        var line = await ReceivedAsync(reference, Benefit.Licence);
        return await this.Submit(
            async () => View(nameof(Show), await PageAsync(line, await licences.ShowAsync(Me, line.LineId, Cancel))),
            async () => View(nameof(Show), await PageAsync(line, null)));
    }

    private async Task<LicenceKeyPage> PageAsync(LineHead line, string? key)
    {
        var held = await Db.LicenceKeys.AsNoTracking().Where(k => k.LineId == line.LineId && k.State == LicenceKeyState.Granted)
            .Select(k => new { k.Id, k.Product, k.Seats, k.EndsAt }).SingleOrDefaultAsync(Cancel);
        var looks = held is null ? [] : await Db.History.AsNoTracking().Where(h => h.SubjectType == nameof(LicenceKey) && h.SubjectId == held.Id && h.Action == "licence-key.shown")
            .OrderByDescending(h => h.Id).Take(Looks).Select(h => new KeyLook(h.At, Db.People.Where(p => p.Id == h.ActorId).Select(p => p.Name).FirstOrDefault())).ToListAsync(Cancel);
        return new LicenceKeyPage(line, held?.Product, held?.Seats ?? 0, held?.EndsAt, key, looks);
    }
}

/// <summary>Somebody looked.</summary>
public sealed record KeyLook(DateTime At, string? Name);

/// <summary>The licence of a chapter; the key only right after the press.</summary>
public sealed record LicenceKeyPage(LineHead Line, string? Product, int Seats, DateTime? EndsAt, string? Key, IReadOnlyList<KeyLook> Looks);
