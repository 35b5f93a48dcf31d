using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;

namespace UserGroups.Events;

/// <summary>A person's answers, and the secret address of their calendar.</summary>
public sealed class EventsPersonData(AppDbContext db, Seating seating) : IPersonData
{
    public string Part => "Answers";

    public async Task<object> ExportAsync(LeavingPerson person, CancellationToken cancel) =>
        await Answers(person).OrderBy(a => a.Id)
            .Select(a => new ExportedAnswer(a.Event.Title, a.Event.Chapter.Name, a.Event.StartsAt, a.Name, a.Email, a.State.ToString(), a.Kind.ToString(), a.Guests, a.AnsweredAt, a.CheckedInAt)).ToListAsync(cancel);

    public async Task ForgetAsync(LeavingPerson person, DateTime now, CancellationToken cancel)
    {
        var answers = await Answers(person).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        foreach (var lot in answers.Chunk(500))
            await db.AnswerLinks.Where(l => lot.Contains(l.AnswerId)).ExecuteDeleteAsync(cancel);
        await seating.ForgetAsync(answers, now, cancel);
        await db.PersonalCalendars.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(cancel);
    }

    // Those given without signing in belong to who owns the address.
    private IQueryable<Answer> Answers(LeavingPerson person) =>
        db.Answers.AsNoTracking().Where(a => a.PersonId == person.Id || (a.PersonId == null && person.Normalised.Contains(a.NormalizedEmail)));
}

/// <summary>An answer in the file.</summary>
public sealed record ExportedAnswer(string Event, string Group, DateTime StartsAt, string Name, string Email, string State, string Kind, int Guests, DateTime AnsweredAt, DateTime? CheckedInAt);
