using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

public sealed class MembershipTests : IAsyncLifetime
{
    private ChapterStory story = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        story = await ChapterStory.OpenAsync();
        oslo = await story.AddActiveAsync();
    }

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Fact]
    public async Task Twenty_joins_at_once_are_one_membership_and_count_one()
    {
        var joined = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => JoinAsync(story.Max)));
        Assert.Single(joined, j => j);
        Assert.Equal((1, 1), (await CountAsync(), await story.AskAsync(db => db.ChapterMembers.CountAsync())));
        Assert.Equal(["member.joined"], await story.HistoryAsync(oslo));
    }

    [Fact]
    public async Task Joining_leaving_and_coming_back_keeps_one_row_and_the_right_number()
    {
        await JoinAsync(story.Max);
        await JoinAsync(story.Ida);
        Assert.True(await LeaveAsync(story.Max));
        Assert.Equal(1, await CountAsync());
        Assert.True(await JoinAsync(story.Max));
        Assert.Equal((2, 2), (await CountAsync(), await story.AskAsync(db => db.ChapterMembers.Present().CountAsync())));
    }

    [Fact]
    public async Task Twenty_leaves_at_once_count_once_and_never_below_zero()
    {
        await JoinAsync(story.Max);
        var left = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LeaveAsync(story.Max)));
        Assert.Single(left, l => l);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Joins_and_leaves_of_many_end_with_the_number_of_those_who_are_there()
    {
        var people = new List<long>();
        for (var i = 0; i < 12; i++)
            people.Add(await story.AddPersonAsync($"P{i}"));
        await Task.WhenAll(people.SelectMany(p => new[] { JoinAsync(p), LeaveAsync(p), JoinAsync(p), LeaveAsync(p) }));
        Assert.Equal(await story.AskAsync(db => db.ChapterMembers.Present().CountAsync()), await CountAsync());
    }

    [Fact]
    public async Task A_group_that_is_not_active_takes_no_members()
    {
        var id = await story.SubmitAsync("Bergen");
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<MembershipService>(s => s.JoinAsync(story.Max, id)));
    }

    [Theory]
    [InlineData("UPDATE Chapters SET MemberCount = -1")]
    [InlineData("UPDATE Chapters SET Latitude = 91")]
    [InlineData("UPDATE Chapters SET ActiveSince = NULL")]
    [InlineData("UPDATE Chapters SET AppliedById = 4, DecidedById = 4")]
    [InlineData("UPDATE Chapters SET State = 'Submitted'")]
    public async Task The_database_refuses_what_cannot_be(string tampering)
    {
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => story.AskAsync(db => db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(tampering, token))));
        Assert.Contains("CK_Chapters_", error.Message, StringComparison.Ordinal);
    }

    private async Task<bool> JoinAsync(long person)
    {
        var joined = false;
        await story.DoAsync<MembershipService>(async s => joined = await s.JoinAsync(person, oslo));
        return joined;
    }

    private async Task<bool> LeaveAsync(long person)
    {
        var left = false;
        await story.DoAsync<MembershipService>(async s => left = await s.LeaveAsync(person, oslo));
        return left;
    }

    private Task<int> CountAsync() => story.AskAsync(db => db.Chapters.Where(c => c.Id == oslo).Select(c => c.MemberCount).SingleAsync());
}
