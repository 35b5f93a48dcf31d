using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>From "there should be a group here" to an application that waits for a decision. Every page of it is kept as it is sent.</summary>
public sealed class ApplicationService(
    AppDbContext db, OrganizerInvitationService invitations, SettingsService settings, CityIndex cities, PostOffice post, SiteAddress site, TimeProvider time)
{
    private const string OwnAddress = "This is your own address. Name somebody who organizes with you.";

    /// <summary>Begins an application, or goes on with the draft there is: a person has one at a time.</summary>
    public async Task<long> StartAsync(long personId, WhereAnswers answers, CancellationToken cancel = default)
    {
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    var draft = await db.Chapters.SingleOrDefaultAsync(c => c.AppliedById == personId && c.State == ChapterState.Draft, token);
                    if (draft is null)
                        db.Chapters.Add(draft = new Chapter(answers.Name ?? "", personId, time.Now()));
                    Answer(draft, answers);
                    await db.SaveChangesAsync(token);
                    return draft.Id;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            // Pressed twice on two nodes: the draft of the first press is the draft.
            db.ChangeTracker.Clear();
            return await db.Chapters.Where(c => c.AppliedById == personId && c.State == ChapterState.Draft).Select(c => c.Id).SingleAsync(cancel);
        }
    }

    public async Task AnswerWhereAsync(long chapterId, WhereAnswers answers, CancellationToken cancel = default)
    {
        Answer(await EditableAsync(chapterId, cancel), answers);
        await db.SaveChangesAsync(cancel);
    }

    public async Task AnswerWhatAsync(long chapterId, WhatAnswers answers, CancellationToken cancel = default)
    {
        var chapter = await EditableAsync(chapterId, cancel);
        await ExplainAsync(chapter, answers, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Asks, and saves nothing: can these answers be so?</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public async Task RequireWhatAsync(long chapterId, WhatAnswers answers, CancellationToken cancel = default) =>
        await ExplainAsync(await db.Chapters.AsNoTracking().SingleAsync(c => c.Id == chapterId, cancel), answers, cancel);

    /// <summary>Sends it. Sending twice changes nothing: the second press finds it sent.</summary>
    /// <exception cref="RuleException">An answer is missing, or the code of conduct in force was not accepted.</exception>
    public Task SubmitAsync(long personId, long chapterId, string? conductVersion, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var chapter = await db.Chapters.Include(c => c.Criteria).Include(c => c.Organizers).SingleAsync(c => c.Id == chapterId, token);
                if (chapter.State == ChapterState.Submitted)
                    return;
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                if (Accounts.Person.Normalise(chapter.CoOrganizerEmail) == person.NormalizedEmail)
                    throw new RuleException(OwnAddress, "CoOrganizerEmail");
                var now = time.Now();
                var days = (await settings.ReadAsync(token)).Get(ChaptersSettings.DecisionDays);
                var isFirst = chapter.SubmittedAt is null;
                chapter.Submit(await db.Chapters.Where(c => c.Id != chapter.Id).Select(c => c.Slug).FreeAsync(chapter.Name, token), conductVersion, days, now);
                db.History.Add(new HistoryEntry(now, personId, "chapter.submitted", chapter, new { chapter.ConductVersion, Due = chapter.Clock!.DueAt }));
                await invitations.InviteCoOrganizerAsync(chapter, person, token);
                if (isFirst)
                    post.Send(new ApplicationReceived(person.Email!, person.Name, site, chapter.Id, chapter.Name, chapter.Reference, chapter.CoOrganizerName, chapter.Clock!.DueAt));
                foreach (var manager in await db.ManagersAsync(chapter.Region, chapter, token))
                    post.Send(new ApplicationWaits(manager.Email, manager.Name, site, chapter.Id, chapter.Name, chapter.Place, chapter.Clock!.DueAt, IsAgain: !isFirst));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Throws a draft away. Nothing was decided, so nothing is kept.</summary>
    public Task DiscardAsync(long chapterId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                await db.Organizers.Where(o => o.ChapterId == chapterId && o.Chapter.State == ChapterState.Draft).ExecuteDeleteAsync(token);
                await db.Chapters.Where(c => c.Id == chapterId && c.State == ChapterState.Draft).ExecuteDeleteAsync(token);
            },
            cancel);

    private async Task ExplainAsync(Chapter chapter, WhatAnswers answers, CancellationToken cancel)
    {
        var broken = new BrokenRules();
        var today = LocalTime.FromUtc(time.Now(), chapter.TimeZone).Date;
        broken.Try(() => chapter.Explain(answers.Focus, answers.Why, answers.FirstMeetup, answers.CoOrganizerName, answers.CoOrganizerEmail, today));
        // Here, where the field is, and once more when it is sent: the address of the account may have become another.
        var named = Accounts.Person.Normalise(answers.CoOrganizerEmail ?? "");
        if (await db.People.AnyAsync(p => p.NormalizedEmail == named && db.Organizers.Any(o => o.ChapterId == chapter.Id && o.PersonId == p.Id && o.Role == OrganizerRole.Lead), cancel))
            broken.Add(OwnAddress, "CoOrganizerEmail");
        broken.Throw();
    }

    private async Task<Chapter> EditableAsync(long chapterId, CancellationToken cancel)
    {
        var chapter = await db.Chapters.SingleAsync(c => c.Id == chapterId, cancel);
        return chapter.IsEditable ? chapter : throw new RuleException($"This application is {ChapterFlow.Word(chapter.State)}; it cannot be changed now.");
    }

    private void Answer(Chapter chapter, WhereAnswers answers)
    {
        var broken = new BrokenRules();
        broken.Try(() => chapter.Rename(answers.Name));
        if (answers.OnlineOnly)
            chapter.PlaceIn(null);
        else
            broken.Try(() => chapter.PlaceIn(answers.CityId is int id && cities.FindById(id) is City city ? city : throw new RuleException("Choose a city from the list.", "City")));
        broken.Try(() => chapter.Speak(answers.Language));
        broken.Throw();
    }
}

/// <summary>The first page of an application.</summary>
public sealed record WhereAnswers(string? Name, string? Language, int? CityId, bool OnlineOnly);

/// <summary>The second page of an application.</summary>
public sealed record WhatAnswers(string? Focus, string? Why, DateOnly? FirstMeetup, string? CoOrganizerName, string? CoOrganizerEmail);
