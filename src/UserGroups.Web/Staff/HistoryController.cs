using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>The history, newest first.</summary>
public sealed class HistoryController(AppDbContext db) : Controller
{
    private const int PageSize = 50;

    [HttpGet("/staff/history")]
    public async Task<IActionResult> List(HistoryFilter filter)
    {
        this.Require(StaffAccess.CanReadHistory(this.Viewer()));
        var found = await Rows(filter).Take(PageSize + 1).ToListAsync(HttpContext.RequestAborted);
        long? older = found.Count > PageSize ? found[PageSize - 1].Id : null;
        return View(new HistoryPage(filter, [.. found.Take(PageSize)], older));
    }

    private IQueryable<HistoryRow> Rows(HistoryFilter filter)
    {
        var entries = db.History.AsNoTracking();
        if (filter.Before is long before)
            entries = entries.Where(e => e.Id < before);
        if (!string.IsNullOrWhiteSpace(filter.Subject))
            entries = entries.Where(e => e.SubjectType == filter.Subject.Trim());
        if (filter.Number is long number)
            entries = entries.Where(e => e.SubjectId == number);
        if (filter.Person is long person)
            entries = entries.Where(e => e.ActorId == person);
        return entries.OrderByDescending(e => e.Id).Select(e => new HistoryRow(
            e.Id, e.At, e.ActorId, db.Users.Where(p => p.Id == e.ActorId).Select(p => p.Name).FirstOrDefault(),
            e.Action, e.SubjectType, e.SubjectId, e.Details, e.Reason));
    }
}

/// <summary>What to look for: a kind of thing, its number, a person's number; entries before a number.</summary>
public sealed class HistoryFilter
{
    public string? Subject { get; set; }

    public long? Number { get; set; }

    public long? Person { get; set; }

    public long? Before { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Subject) && Number is null && Person is null && Before is null;
}

/// <summary>One entry; the name is that of today, or null when the account is gone or the portal itself acted.</summary>
public sealed record HistoryRow(
    long Id, DateTime At, long? ActorId, string? ActorName, string Action, string SubjectType, long SubjectId, string Details, string? Reason)
{
    /// <summary>The details one by one; what is no list of names and values stays as it was written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts
    {
        get
        {
            if (Details.Length == 0)
                return [];
            using var json = JsonDocument.Parse(Details);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? [KeyValuePair.Create("", Details)]
                : [.. json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => KeyValuePair.Create(p.Name, p.Value.ToString()))];
        }
    }
}

/// <summary>A page of history.</summary>
public sealed record HistoryPage(HistoryFilter Filter, IReadOnlyList<HistoryRow> Rows, long? Older);
