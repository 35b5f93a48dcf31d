using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Web.Commands;

/// <summary>How much there is.</summary>
public sealed record LoadSize(int Chapters, int Events, int Answers, int Members)
{
    public static readonly LoadSize Full = new(5_000, 50_000, 1_000_000, 200_000);

    public LoadSize DividedBy(int factor) => new(Math.Max(5, Chapters / factor), Math.Max(50, Events / factor), Math.Max(1000, Answers / factor), Math.Max(200, Members / factor));
}

/// <summary>
/// Much of everything, the same each time but for secrets and the day it is counted from: in one transaction, many rows at a time, and so without the letters
/// and most of the history that come of it. Members have no password, so nobody can sign in as one. Where the demo cast is there, Lena leads the largest group and Max has seats.
/// </summary>
public sealed class LoadSeed(AppDbContext db, CityIndex cities, LoadRequests requests, LoadStores stores, LoadLetters letters, TimeProvider time)
{
    private const string Domain = "@member.example";
    private const string KeyPrefix = "load ";
    private static readonly string[] FirstNames = "Ada Ben Chloe Dario Elif Femi Greta Hugo Ines Jonas Kaja Luca Mina Noor Otto Pilar Quinn Rosa Sven Tara Uma Viktor Wanda Xenia Yusuf Zoe".Split(' ');
    private static readonly string[] Topics = "Maps Data Mobile Backend Learning Design Testing Cloud Graphs Games Security Tools".Split(' ');
    private DateTime today;
    private IProgress<Progress>? told;

    /// <returns>False when it is there already.</returns>
    /// <exception cref="CommandException">The database holds somebody who is not of the demo cast.</exception>
    public async Task<bool> RunAsync(LoadSize size, IProgress<Progress>? progress, CancellationToken cancel)
    {
        if (await db.Chapters.AnyAsync(c => c.ImportKey != null && c.ImportKey.StartsWith(KeyPrefix), cancel))
            return false;
        var cast = DemoCast.People.Select(p => Person.Normalise(p.Email)).ToList();
        var real = await db.People.CountAsync(p => p.DeletedAt != null || !cast.Contains(p.NormalizedEmail!), cancel);
        if (real > 0)
            throw new CommandException($"This database holds {real} {(real == 1 ? "person who is" : "people who are")} not of the demo cast. The large seed is for an empty database; nothing was changed.");
        (today, told) = (time.Now().Date, progress);
        stores.Prepare();
        await db.InTransactionAsync(token => FillAsync(size, token), cancel);
        await DatabaseCare.CountRowsAsync(db, thorough: true, cancel);
        return true;
    }

    private async Task FillAsync(LoadSize size, CancellationToken cancel)
    {
        var before = await db.People.MaxAsync(p => (long?)p.Id, cancel) ?? 0;
        await db.InsertAsync(Enumerable.Range(0, size.Members).Select(MakePerson), cancel: cancel);
        var people = await db.People.Where(p => p.Id > before).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel);
        var chapters = await ChaptersAsync(size, cancel);
        await MembersAsync(people, chapters, cancel);
        var events = await EventsAsync(size, chapters, cancel);
        await AnswersAsync(size, events, people, cancel);
        await CastAsync(chapters[0].Id, events, cancel);
        var leads = chapters.Select((c, i) => (c.Id, Lead: people[(i + people.Count - 1) % people.Count])).ToDictionary(c => c.Id, c => c.Lead);
        await requests.FillAsync([.. events.Select((e, i) => new LoadedEvent(e.Id, e.ChapterId, IsAhead(i)))], leads, (people[^2], people[^3]), today, cancel);
        await stores.FillAsync(people[^3], today, cancel);
        await letters.FillAsync(chapters.ConvertAll(c => c.Id), people, Domain, today, cancel);
        await CountAsync(cancel);
    }

    private Person MakePerson(int i) => new($"{FirstNames[i % FirstNames.Length]} {(char)('A' + (i / FirstNames.Length % 26))}.", $"m{i}{Domain}", today.AddDays(-(i % 1500)));

    private async Task<List<Chapter>> ChaptersAsync(LoadSize size, CancellationToken cancel)
    {
        var slugs = (await db.Chapters.Select(c => c.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        await db.InsertAsync(Enumerable.Range(0, size.Chapters).Select(i => MakeChapter(i, slugs)), cancel: cancel);
        return await db.Chapters.AsNoTracking().Where(c => c.ImportKey != null && c.ImportKey.StartsWith(KeyPrefix)).OrderBy(c => c.Id).ToListAsync(cancel);
    }

    // Cities from the largest down; of those used twice the second group has another topic.
    private Chapter MakeChapter(int i, HashSet<string> slugs)
    {
        var city = cities.All[i * 7 % cities.All.Count];
        var name = $"{city.Name} {Topics[i % Topics.Length]}";
        if (name.Length > Chapter.NameLength)
            name = name[..Chapter.NameLength];
        var slug = Slug.Unique(name, slugs);
        slugs.Add(slug);
        var chapter = Chapter.Imported(name, slug, string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{i:000000}"), city, city.Latitude, city.Longitude, null, today.AddDays(-(i % 1800)));
        chapter.EditPage(Topics[i % Topics.Length], "We meet once a month. Bring what you work on.", null);
        if (i % 50 == 49)
            chapter.FallAsleep();
        return chapter;
    }

    // Two groups each, spread evenly; every tenth person is in the first group too, which so becomes a very large one. Every other asks for news.
    private async Task MembersAsync(List<long> people, List<Chapter> chapters, CancellationToken cancel)
    {
        var joined = people.SelectMany((person, i) => GroupsOf(i, chapters.Count).Select(c => (Person: person, Chapter: chapters[c].Id, Number: i)));
        await db.InsertAsync(joined.Select(m => new ChapterMember(m.Chapter, m.Person, today.AddDays(-(m.Number % 900)))), cancel: cancel);
        await db.InsertAsync(joined.Where(m => m.Number % 2 == 0).Select(m => new Consent(m.Person, MailPurpose.ChapterNews, m.Chapter, "seed load", "seed load", today)), cancel: cancel);
        await db.InsertAsync(chapters.Skip(1).Select((c, i) => new Organizer(c, people[i % people.Count], OrganizerRole.Lead, today)), cancel: cancel);
    }

    private static HashSet<int> GroupsOf(int i, int chapters)
    {
        var groups = new HashSet<int> { i % chapters, (int)((i * 31L + 7) % chapters) };
        if (i % 10 == 0)
            groups.Add(0);
        return groups;
    }

    // A hundredth of all events is the first group's. One in twenty-five lies ahead, the others in the five years behind.
    private async Task<List<(long Id, long ChapterId)>> EventsAsync(LoadSize size, List<Chapter> chapters, CancellationToken cancel)
    {
        var slugs = (await db.Events.Select(e => e.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        await db.InsertAsync(Enumerable.Range(0, size.Events).Select(i => MakeEvent(i, chapters[i % 100 == 7 ? 0 : i % chapters.Count], slugs)), cancel: cancel);
        var events = await db.Events.Where(e => e.ImportKey != null && e.ImportKey.StartsWith(KeyPrefix)).OrderBy(e => e.Id).Select(e => ValueTuple.Create(e.Id, e.ChapterId)).ToListAsync(cancel);
        await db.InsertAsync(events.SelectMany(e => Agenda(e.Item1)), cancel: cancel);
        return events;
    }

    private static bool IsAhead(int i) => i % 25 == 0;

    private GroupEvent MakeEvent(int i, Chapter chapter, HashSet<string> slugs)
    {
        var ahead = IsAhead(i);
        var date = DateOnly.FromDateTime(today).AddDays(ahead ? 1 + (i / 25 % 120) : -1 - (i * 7 % 1800));
        var details = new EventDetails
        {
            Title = $"{Topics[i % Topics.Length]} evening {(i / Topics.Length) + 1}",
            Summary = "Two talks by peers, and time to talk.",
            Body = "Bring a friend. There is *food*.",
            Date = date,
            Time = new TimeOnly(18, 30),
            TimeZone = chapter.TimeZone,
            Venue = $"{chapter.CityName} library",
            CapacityInPerson = ahead ? 500 : null,
        };
        var slug = string.Create(CultureInfo.InvariantCulture, $"{Topics[i % Topics.Length].ToLowerInvariant()}-evening-{i + 1}");
        return GroupEvent.Imported(chapter, slugs.Add(slug) ? slug : $"{slug}-load", details, string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{i:000000}"), time.Now());
    }

    private static IEnumerable<AgendaItem> Agenda(long eventId) =>
        [AgendaItem.Of(eventId, 1, new("What I broke last winter", "Ida", AgendaKind.Peer, 30)), AgendaItem.Of(eventId, 2, new("What is new", "Vera of the vendor", AgendaKind.Vendor, 15))];

    private async Task AnswersAsync(LoadSize size, List<(long Id, long ChapterId)> events, List<long> people, CancellationToken cancel)
    {
        var step = Enumerable.Range(people.Count / 3, people.Count).First(s => Coprime(s, people.Count));
        var done = 0;
        foreach (var lot in events.Select((e, i) => (e.Id, Number: i)).Chunk(2000))
        {
            await db.InsertAsync(lot.SelectMany(e => AnswersOf(e.Id, e.Number, CountOf(e.Number, size), people, step)), cancel: cancel);
            told?.Report(new Progress(done += lot.Length, events.Count));
        }
    }

    // 10 to 30, twenty on average; the first event has a full house, one each taken from the next ones, and the last has what is missing to the number asked for.
    private static int CountOf(int number, LoadSize size)
    {
        var all = size.Answers / size.Events;
        var crowd = Math.Min(all * 19, size.Events / 2);
        if (number == 0)
            return all + crowd;
        if (number == size.Events - 1)
            return size.Answers - Enumerable.Range(0, number).Sum(n => CountOf(n, size));
        return all + ((number % 2 == 0 ? -1 : 1) * (number / 2 % ((all / 2) + 1))) - (number <= crowd ? 1 : 0);
    }

    private IEnumerable<Answer> AnswersOf(long eventId, int number, int count, List<long> people, int step)
    {
        for (var k = 0; k < Math.Min(count, people.Count); k++)
        {
            var i = (int)((number * 17L + ((long)k * step)) % people.Count);
            var answer = new Answer(eventId, $"{FirstNames[i % FirstNames.Length]} {(char)('A' + (i / FirstNames.Length % 26))}.", $"m{i}{Domain}", people[i], today.AddDays(-1));
            answer.Wish(SeatKind.InPerson, k % 9 == 8 ? 1 : 0);
            if (k % 7 == 6)
                answer.Leave(today.AddDays(-1));
            else
                answer.Seat(today.AddDays(-1));
            yield return answer;
        }
    }

    private async Task CastAsync(long largest, List<(long Id, long ChapterId)> events, CancellationToken cancel)
    {
        var cast = await db.People.Where(p => p.NormalizedEmail == "LENA@EXAMPLE.ORG" || p.NormalizedEmail == "MAX@EXAMPLE.ORG").ToDictionaryAsync(p => p.Name, cancel);
        var chapter = await db.Chapters.SingleAsync(c => c.Id == largest, cancel);
        if (cast.TryGetValue("Lena", out var lena))
            db.Organizers.Add(new Organizer(chapter, lena.Id, OrganizerRole.Lead, today));
        if (cast.TryGetValue("Max", out var max))
        {
            db.ChapterMembers.Add(new ChapterMember(largest, max.Id, today));
            var seats = events.Where((_, i) => IsAhead(i)).Take(20).Select(e => new Answer(e.Id, max.Name, max.Email, max.Id, today)).ToList();
            seats.ForEach(a => a.Seat(today));
            db.Answers.AddRange(seats);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    // What joining, answering and publishing keep by themselves one at a time.
    private async Task CountAsync(CancellationToken cancel)
    {
        var ours = db.Chapters.Where(c => c.ImportKey != null && c.ImportKey.StartsWith(KeyPrefix));
        await ours.ExecuteUpdateAsync(set => set.SetProperty(c => c.MemberCount, c => db.ChapterMembers.Count(m => m.ChapterId == c.Id && m.LeftAt == null))
            .SetProperty(c => c.LastEventAt, c => db.Events.Where(e => e.ChapterId == c.Id && e.State == EventState.Published).Max(e => (DateTime?)e.StartsAt)), cancel);
        await ours.Where(c => c.LastEventAt > c.ActiveSince).ExecuteUpdateAsync(set => set.SetProperty(c => c.QuietSince, c => c.LastEventAt), cancel);
        await db.Events.Where(e => e.ImportKey != null && e.ImportKey.StartsWith(KeyPrefix)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.TakenInPerson, e => db.Answers.Where(a => a.EventId == e.Id && a.State == AnswerState.Seated).Sum(a => 1 + a.Guests)), cancel);
    }

    private static bool Coprime(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a == 1;
    }
}
