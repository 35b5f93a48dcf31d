using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>Oslo's first three letters, read by Aino before they left, one that needed nobody, and Lima's first, which waits.</summary>
public sealed class AnnouncementsDemo : IDemoPart
{
    private const string Vendor = "Example Maps\n1 Harbour Street\n12345 Exampletown";

    public IEnumerable<DemoAct> Acts(DateTimeOffset today) =>
    [
        // Who writes to many says where they can be found.
        new(today.AddDays(-226), async (s, cancel) => await s.GetRequiredService<SettingsService>().ChangeAsync(await DemoCast.IdAsync(s, "Sam", cancel), BrandSettings.PostalAddress, Vendor, 0, cancel)),
        .. Write(today.AddDays(-225), "Lena", "Oslo", "What we learned about services", "Thank you for coming. The slides are with Max; ask him.\n\n**Next:** five quick tips. One of them could be yours.", approved: true),
        .. Write(today.AddDays(-120), "Lena", "Oslo", "Five tips, and five more by mail", "The five tips of Thursday in five lines, and five more that came by mail afterwards.\n\n1. Name the thing.\n2. Write the date on it.\n3. Ask who else has it.\n4. Try it twice.\n5. Tell somebody.", approved: true),
        .. Write(today.AddDays(-33), "Lena", "Oslo", "The checklist from the night", "As promised: the checklist that fits on a card. Print it, fold it, hope you never need it.", approved: true),
        .. Write(today.AddDays(-5), "Lena", "Oslo", "Community day: come and bring somebody", "Forty chairs, three stories, five tips. **Bring a colleague** who has never been to an evening of ours.", approved: null),
        .. Write(today.AddDays(-2), "Ida", "Lima", "El taller tiene lista de espera", "Tres sillas no alcanzan. Si no puedes venir, suelta tu lugar: alguien espera.", approved: false),
    ];

    /// <param name="approved">True: Aino read it and let it go; false: it waits for her; null: it needs nobody.</param>
    private static IEnumerable<DemoAct> Write(DateTimeOffset at, string who, string where, string subject, string body, bool? approved)
    {
        yield return new(at, async (s, cancel) =>
        {
            var (person, chapter) = (await DemoCast.IdAsync(s, who, cancel), await ChaptersDemo.IdAsync(s, where, cancel));
            var draft = await s.GetRequiredService<AnnouncementService>().CreateAsync(person, chapter, subject, body, null, cancel: cancel);
            await s.GetRequiredService<SendingService>().SendAsync(person, draft.Id, cancel);
        });
        if (approved == true)
        {
            yield return new(at.AddHours(20), async (s, cancel) =>
            {
                var (id, seen) = await s.GetRequiredService<AppDbContext>().Announcements.Where(a => a.Subject == subject).Select(a => new ValueTuple<long, int>(a.Id, a.Version)).SingleAsync(cancel);
                await s.GetRequiredService<SendingService>().ApproveAsync(await DemoCast.IdAsync(s, "Aino", cancel), id, seen, cancel);
            });
        }
    }
}
