using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

public sealed class NearbyTests : IAsyncLifetime
{
    private ChapterStory story = null!;

    public async Task InitializeAsync() => story = await ChapterStory.OpenAsync();

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Theory]
    [InlineData(59.9, 10.7, 100)]
    [InlineData(0, 179.9, 300)]
    [InlineData(-16.5, -179.95, 500)]
    [InlineData(89.5, 0, 200)]
    [InlineData(-89.99, 120, 50)]
    [InlineData(64.1, -21.9, 1000)]
    public async Task The_box_loses_nothing_of_the_circle_across_antimeridian_and_poles(double latitude, double longitude, double km)
    {
        var random = new Random(7);
        await story.SaveAsync(db =>
        {
            for (var i = 0; i < 300; i++)
            {
                var chapter = Chapter.Existing($"C{i}", $"c{i}", ChapterStory.Oslo, ChapterStory.Start);
                var north = Math.Clamp(latitude + ((random.NextDouble() - .5) * km / 40), -90, 90);
                var east = longitude + ((random.NextDouble() - .5) * km / 20);
                chapter.PlaceIn(ChapterStory.Oslo, north, east > 180 ? east - 360 : east < -180 ? east + 360 : east);
                db.Chapters.Add(chapter);
            }

            return Task.CompletedTask;
        });
        var all = await story.AskAsync(db => db.Chapters.AsNoTracking().ToListAsync());
        var expected = all.Where(c => Distance.Km(latitude, longitude, c.Latitude!.Value, c.Longitude!.Value) <= km).Select(c => c.Id).Order().ToList();
        var found = await story.AskAsync(db => db.Chapters.Listed().WithinAsync(latitude, longitude, km, 1000));
        Assert.NotEmpty(expected);
        Assert.True(expected.Count < 300);
        Assert.Equal(expected, found.Select(c => c.Id).Order());
        Assert.Equal(found.Select(c => c.Km).Order(), found.Select(c => c.Km));
    }

    [Fact]
    public async Task Visitors_see_what_is_public_and_each_person_what_is_theirs()
    {
        var active = await story.AddActiveAsync();
        var test = await story.AddActiveAsync("Test", lead: story.Ida);
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync(c => c.Id == test)).MarkAsTest(true));
        var sent = await story.SubmitAsync("Bergen");
        Assert.Equal([active], await SeenAsync(Viewer.Visitor));
        Assert.Equal([active], await SeenAsync(Of(story.Max)));
        Assert.Equal([active, test], await SeenAsync(Of(story.Ida)));
        Assert.Equal([active, sent], await SeenAsync(Of(story.Lena)));
        Assert.Equal([active, test, sent], await SeenAsync(Manager(null, true)));
        Assert.Equal([active, test, sent], await SeenAsync(Manager("europe", true)));
        Assert.Equal([active], await SeenAsync(Manager("asia", true)));
        Assert.Equal([active], await SeenAsync(Manager(null, false)));
    }

    [Theory]
    [InlineData(OrganizerRole.Lead, true, true, true)]
    [InlineData(OrganizerRole.CoOrganizer, true, false, true)]
    [InlineData(OrganizerRole.Host, false, false, true)]
    [InlineData(null, false, false, false)]
    public async Task Each_chapter_role_may_do_its_own(OrganizerRole? role, bool organize, bool lead, bool checkIn)
    {
        var id = await story.AddActiveAsync(lead: role == OrganizerRole.Lead ? story.Max : story.Lena);
        if (role is OrganizerRole other && other != OrganizerRole.Lead)
            await story.SaveAsync(async db => db.Organizers.Add(new Organizer(await db.Chapters.SingleAsync(), story.Max, other, ChapterStory.Start)));
        var roles = await story.RolesAsync(story.Max);
        var facts = ChapterFacts.Of(await story.ChapterAsync(id));
        Assert.Equal((organize, lead, checkIn), (ChaptersAccess.CanOrganize(facts, roles), ChaptersAccess.CanLead(facts, roles), ChaptersAccess.CanCheckIn(facts, roles)));
    }

    [Fact]
    public async Task A_manager_decides_in_their_region_and_not_about_their_own()
    {
        var facts = ChapterFacts.Of(await story.ChapterAsync(await story.SubmitAsync()));
        var roles = await story.RolesAsync(story.Aino);
        Assert.True(ChaptersAccess.CanDecide(Manager("europe", true), facts, roles));
        Assert.False(ChaptersAccess.CanDecide(Manager("asia", true), facts, roles));
        Assert.False(ChaptersAccess.CanDecide(Manager("europe", false), facts, roles));
        Assert.False(ChaptersAccess.CanDecide(Manager(null, true) with { PersonId = story.Lena }, facts, roles));
        Assert.False(ChaptersAccess.CanDecide(Manager(null, true), facts, await story.RolesAsync(story.Lena)));
    }

    private Viewer Manager(string? region, bool factor) => new(story.Aino, "Aino", [new RoleInRegion(StaffRole.CommunityManager, region)], factor);

    private static Viewer Of(long person) => new(person, "", [], false);

    private Task<List<long>> SeenAsync(Viewer viewer) => story.AskAsync(db => db.Chapters.VisibleTo(viewer).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
}
