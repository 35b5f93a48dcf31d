using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters.Jobs;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>How Oslo and Lima began, and Bergen, which waits for a decision.</summary>
public sealed partial class ChaptersDemo : IDemoPart
{
    // What the page of a group asks when somebody joins; who reads it lies in another room.
    private static readonly string[] Ticks = ["news"];

    public IEnumerable<DemoAct> Acts(DateTimeOffset today)
    {
        var oslo = new Founding("Oslo", "nb", "Oslo", "Lena", "Max",
            "Maps and data for everybody who builds with them",
            "Six of us in Oslo ask each other the same questions by mail. An evening every other month would answer them for all.",
            "We meet every second month, mostly at the library. Three short talks by people who use the product, then pizza.\n\nFirst time? Come early and say hello at the door; nobody sits alone.");
        var lima = new Founding("Lima", "es", "Lima", "Ida", "Lena",
            "Practitioners of the coast, from first steps to production",
            "Everybody here learned it alone. We want to show each other how, in Spanish.",
            "Nos vemos cada tres meses. Traigan preguntas: **las mejores charlas empezaron con una pregunta**.");
        return [.. Found(oslo, today.AddDays(-400)), .. Found(lima, today.AddDays(-380)), .. Later(today), .. Bergen(today)];
    }

    private static IEnumerable<DemoAct> Found(Founding chapter, DateTimeOffset at) =>
    [
        new(at, (services, cancel) => ApplyAsync(services, chapter, at, cancel)),
        new(at.AddDays(1), (services, cancel) => AcceptAsync(services, chapter.CoOrganizer, cancel)),
        new(at.AddDays(3), (services, cancel) => ApproveAsync(services, chapter.Name, cancel)),
        new(at.AddDays(4), async (services, cancel) =>
        {
            var id = await IdAsync(services, chapter.Name, cancel);
            var seen = await services.GetRequiredService<AppDbContext>().Chapters.Where(c => c.Id == id).Select(c => c.Version).SingleAsync(cancel);
            await services.GetRequiredService<OrganizerService>().EditPageAsync(await DemoCast.IdAsync(services, chapter.Lead, cancel), id, seen, chapter.Focus, chapter.About, "", cancel);
        }),
    ];

    private static IEnumerable<DemoAct> Later(DateTimeOffset today)
    {
        (string Who, string Where, int DaysAgo)[] joined =
        [
            ("Max", "Oslo", 390), ("Aino", "Oslo", 330), ("Pia", "Oslo", 240), ("Ida", "Oslo", 200), ("Finn", "Oslo", 90),
            ("Lena", "Lima", 370), ("Finn", "Lima", 260), ("Pia", "Lima", 110), ("Max", "Lima", 50),
        ];
        foreach (var (who, where, ago) in joined)
            yield return new(today.AddDays(-ago), async (s, cancel) => await s.GetRequiredService<MembershipService>().JoinAsync(await DemoCast.IdAsync(s, who, cancel), await IdAsync(s, where, cancel), Ticks, cancel));
        // Who helped found a group steps back once it runs.
        yield return new(today.AddDays(-180), (s, cancel) => StepBackAsync(s, "Oslo", "Max", cancel));
        yield return new(today.AddDays(-170), (s, cancel) => StepBackAsync(s, "Lima", "Lena", cancel));
        yield return new(today.AddHours(-10), (s, cancel) => s.GetRequiredService<CheckHealth>().RunAsync(cancel));
    }

    private static IEnumerable<DemoAct> Bergen(DateTimeOffset today)
    {
        var bergen = new Founding("Bergen", "nb", "Bergen", "Max", "Lena", "Weather, water and the product", "Oslo is seven hours away by train. Eleven people here would come to an evening of our own.", "");
        yield return new(today.AddDays(-4), (s, cancel) => ApplyAsync(s, bergen, today.AddDays(-4), cancel));
        yield return new(today.AddDays(-2), (s, cancel) => AcceptAsync(s, "Lena", cancel));
    }

    private static async Task ApplyAsync(IServiceProvider services, Founding chapter, DateTimeOffset at, CancellationToken cancel)
    {
        var applications = services.GetRequiredService<ApplicationService>();
        var lead = await DemoCast.IdAsync(services, chapter.Lead, cancel);
        var city = services.GetRequiredService<CityIndex>().Search(chapter.City, 1)[0];
        var id = await applications.StartAsync(lead, new WhereAnswers(chapter.Name, chapter.Language, city.GeonameId, OnlineOnly: false), cancel);
        var first = DateOnly.FromDateTime(at.UtcDateTime).AddDays(45);
        await applications.AnswerWhatAsync(id, new WhatAnswers(chapter.Focus, chapter.Why, first, chapter.CoOrganizer, Address(chapter.CoOrganizer)), cancel);
        await applications.SubmitAsync(lead, id, CodeOfConduct.Version, cancel);
    }

    // The link is read where the invited person reads it: in the letter.
    private static async Task AcceptAsync(IServiceProvider services, string who, CancellationToken cancel)
    {
        var address = Address(who);
        var letter = await services.GetRequiredService<AppDbContext>().Outbox
            .Where(m => m.ToAddress == address && m.Kind == nameof(Letters.InvitedToOrganize)).OrderByDescending(m => m.Id).Select(m => m.Body).FirstAsync(cancel);
        var token = Link().Match(letter).Groups["token"].Value;
        await services.GetRequiredService<OrganizerInvitationService>().AcceptAsync(token, await DemoCast.IdAsync(services, who, cancel), cancel);
    }

    private static async Task ApproveAsync(IServiceProvider services, string name, CancellationToken cancel)
    {
        var (db, decisions) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<DecisionService>());
        var (aino, id) = (await DemoCast.IdAsync(services, "Aino", cancel), await IdAsync(services, name, cancel));
        Task<int> SeenAsync() => db.Chapters.Where(c => c.Id == id).Select(c => c.Version).SingleAsync(cancel);
        await decisions.TickAsync(aino, id, await SeenAsync(), [.. CriterionKeys.All.Select(k => new Tick(k, true, null))], cancel);
        await decisions.ApproveAsync(aino, id, await SeenAsync(), "Two organizers, a room and a first date: welcome.", cancel: cancel);
    }

    private static async Task StepBackAsync(IServiceProvider services, string where, string who, CancellationToken cancel)
    {
        var (person, chapter) = (await DemoCast.IdAsync(services, who, cancel), await IdAsync(services, where, cancel));
        var role = await services.GetRequiredService<AppDbContext>().Organizers.Where(o => o.ChapterId == chapter && o.PersonId == person).Select(o => o.Id).SingleAsync(cancel);
        await services.GetRequiredService<OrganizerService>().RemoveAsync(person, chapter, role, cancel);
    }

    /// <summary>Number of a chapter of the story.</summary>
    public static Task<long> IdAsync(IServiceProvider services, string name, CancellationToken cancel) =>
        services.GetRequiredService<AppDbContext>().Chapters.Where(c => c.Name == name).Select(c => c.Id).SingleAsync(cancel);

    private static string Address(string name) => DemoCast.AddressOf(name);

    [GeneratedRegex("/invitations/(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    private sealed record Founding(string Name, string Language, string City, string Lead, string CoOrganizer, string Focus, string Why, string About);
}
