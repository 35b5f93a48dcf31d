using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public sealed class KeysetTests : IAsyncLifetime
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"keyset-{Guid.NewGuid():N}.db");

    public async Task InitializeAsync()
    {
        await using var database = Open();
        await database.Database.EnsureCreatedAsync();
        var random = new Random(7);
        for (var i = 1; i <= 97; i++)
        {
            // Few keys, so that most of them tie.
            database.Meetups.Add(new Meetup
            {
                Id = i,
                Code = new Guid(random.Next(), 1, 2, [1, 2, 3, 4, 5, 6, 7, (byte)i]),
                Title = $"t{random.Next(5)}\u001Fé",
                StartsAt = DateTime.UnixEpoch.AddDays(random.Next(9)).AddMilliseconds(random.Next(3)),
                Day = DateOnly.FromDayNumber(700_000 + random.Next(4)),
                Seats = random.Next(3),
                Members = random.NextInt64(4) << 40,
            });
        }
        await database.SaveChangesAsync();
    }

    public Task DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_file);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(96)]
    [InlineData(97)]
    [InlineData(100)]
    public async Task Every_order_shows_every_row_once_forwards_and_backwards(int size)
    {
        await Walk(KeysetOrder.By((Meetup m) => m.StartsAt, m => m.Id), size);
        await Walk(KeysetOrder.ByDescending((Meetup m) => m.StartsAt, m => m.Id), size);
        await Walk(KeysetOrder.By((Meetup m) => m.Title, m => m.Id), size);
        await Walk(KeysetOrder.ByDescending((Meetup m) => m.Title, m => m.Code), size);
        await Walk(KeysetOrder.By((Meetup m) => m.Day, m => m.Code), size);
        await Walk(KeysetOrder.By((Meetup m) => m.Seats, m => m.Id), size);
        await Walk(KeysetOrder.ByDescending((Meetup m) => m.Members, m => m.Id), size);
    }

    [Fact]
    public async Task A_page_shapes_its_rows_in_the_database()
    {
        await using var database = Open();
        var order = KeysetOrder.ByDescending((Meetup m) => m.StartsAt, m => m.Id);
        var first = await database.Meetups.Where(m => m.Seats == 1).ToPageAsync(order, m => new Row(m.Title, m.Seats), null, 5);
        var second = await database.Meetups.Where(m => m.Seats == 1).ToPageAsync(order, m => new Row(m.Title, m.Seats), first.Next, 5);
        var expected = await database.Meetups.Where(m => m.Seats == 1).OrderByDescending(m => m.StartsAt).ThenByDescending(m => m.Id).Take(10).Select(m => new Row(m.Title, m.Seats)).ToListAsync();
        Assert.Equal(expected, first.Items.Concat(second.Items));
        Assert.Equal(["t"], first.Map(row => row.Title[..1]).Items.Distinct());
    }

    [Fact]
    public async Task A_cursor_that_cannot_be_read_gives_the_first_page()
    {
        await using var database = Open();
        var order = KeysetOrder.By((Meetup m) => m.StartsAt, m => m.Id);
        var first = await database.Meetups.ToPageAsync(order, null, 10);
        var other = await database.Meetups.ToPageAsync(KeysetOrder.ByDescending((Meetup m) => m.StartsAt, m => m.Id), null, 10);
        foreach (var bad in new[] { "", " ", "x", "%00", "AAAA", new string('A', 5000), "é", "\0", first.Next![..^4], first.Next[1..], first.Next + "A", other.Next!, "Zh9hYmNkHzEfMQ" })
            Assert.Equal(first.Items.Select(m => m.Id), (await database.Meetups.ToPageAsync(order, bad, 10)).Items.Select(m => m.Id));
    }

    [Fact]
    public async Task Any_changed_cursor_gives_some_page_and_no_error()
    {
        await using var database = Open();
        var order = KeysetOrder.By((Meetup m) => m.StartsAt, m => m.Id);
        var next = (await database.Meetups.ToPageAsync(order, null, 10)).Next!;
        var changed = from at in Gen.Choose(0, next.Length - 1) from c in Gen.Choose(32, 126) select next[..at] + (char)c + next[(at + 1)..];
        Prop.ForAll(changed.ToArbitrary(), cursor => Assert.InRange(database.Meetups.ToPageAsync(order, cursor, 10).GetAwaiter().GetResult().Items.Count, 1, 10))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public async Task Rows_that_come_between_do_not_shift_the_pages()
    {
        await using var database = Open();
        var order = KeysetOrder.By((Meetup m) => m.Seats, m => m.Id);
        var first = await database.Meetups.ToPageAsync(order, null, 10);
        var expected = (await database.Meetups.ToPageAsync(order, first.Next, 10)).Items.Select(m => m.Id).ToList();
        await database.Meetups.Where(m => m.Id == first.Items[9].Id || m.Id == first.Items[0].Id).ExecuteDeleteAsync();
        Assert.Equal(expected, (await database.Meetups.ToPageAsync(order, first.Next, 10)).Items.Select(m => m.Id));
    }

    [Fact]
    public async Task A_page_after_which_everything_is_gone_is_the_first_page()
    {
        await using var database = Open();
        var order = KeysetOrder.By((Meetup m) => m.Id, m => m.Id);
        var first = await database.Meetups.ToPageAsync(order, null, 10);
        await database.Meetups.Where(m => m.Id > 10).ExecuteDeleteAsync();
        var page = await database.Meetups.ToPageAsync(order, first.Next, 10);
        Assert.Equal(first.Items.Select(m => m.Id), page.Items.Select(m => m.Id));
        Assert.Equal((null, null), (page.Next, page.Previous));
        await database.Meetups.ExecuteDeleteAsync();
        Assert.Empty((await database.Meetups.ToPageAsync(order, first.Next, 10)).Items);
    }

    [Fact]
    public async Task The_size_is_held_within_bounds()
    {
        await using var database = Open();
        var order = KeysetOrder.By((Meetup m) => m.Id, m => m.Id);
        Assert.Single((await database.Meetups.ToPageAsync(order, null, 0)).Items);
        Assert.Equal(97, (await database.Meetups.ToPageAsync(order, null, int.MaxValue)).Items.Count);
        Assert.Equal(25, (await database.Meetups.ToPageAsync(order, null)).Items.Count);
    }

    [Fact]
    public void Values_are_parameters_and_the_range_is_bounded_by_the_key_in_both_databases()
    {
        using var sqlite = Open();
        using var server = new MeetupDatabase(new DbContextOptionsBuilder<MeetupDatabase>().UseSqlServer("Server=none").Options);
        foreach (var database in new[] { sqlite, server })
        {
            var sql = database.Meetups.Where(KeysetFilter.After(KeysetOrder.By((Meetup m) => m.Title, m => m.Code), "a", Guid.Empty, descending: false)).ToQueryString();
            var where = sql[sql.IndexOf("WHERE", StringComparison.Ordinal)..].Replace("[", "\"").Replace("]", "\"");
            Assert.Equal("WHERE \"m\".\"Title\" >= @Value AND (\"m\".\"Title\" > @Value OR \"m\".\"Code\" > @Value2)", where);
        }
    }

    [Fact]
    public void A_key_that_the_databases_order_differently_is_refused() =>
        Assert.Throws<NotSupportedException>(() => KeysetOrder.By((Meetup m) => (decimal)m.Seats, m => m.Id));

    private async Task Walk<TKey, TId>(KeysetOrder<Meetup, TKey, TId> order, int size)
        where TKey : notnull where TId : notnull
    {
        await using var database = Open();
        var expected = await (order.Descending
            ? database.Meetups.OrderByDescending(order.Key).ThenByDescending(order.Id)
            : database.Meetups.OrderBy(order.Key).ThenBy(order.Id)).Select(m => m.Id).ToListAsync();
        var seen = new List<int>();
        var pages = new List<List<int>>();
        PageOf<Meetup> page;
        string? cursor = null;
        do
        {
            page = await database.Meetups.AsNoTracking().ToPageAsync(order, cursor, size);
            Assert.Equal(cursor is null, page.Previous is null);
            pages.Add([.. page.Items.Select(m => m.Id)]);
            seen.AddRange(pages[^1]);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(expected, seen);
        for (var i = pages.Count - 2; i >= 0; i--)
        {
            page = await database.Meetups.AsNoTracking().ToPageAsync(order, page.Previous, size);
            Assert.Equal(pages[i], page.Items.Select(m => m.Id));
            Assert.NotNull(page.Next);
        }
        Assert.Null(page.Previous);
    }

    private MeetupDatabase Open() => new(new DbContextOptionsBuilder<MeetupDatabase>().UseSqlite($"Data Source={_file}").Options);

    private sealed record Row(string Title, int Seats);

    private sealed class Meetup
    {
        public int Id { get; set; }

        public Guid Code { get; set; }

        public required string Title { get; set; }

        public DateTime StartsAt { get; set; }

        public DateOnly Day { get; set; }

        public int Seats { get; set; }

        public long Members { get; set; }
    }

    private sealed class MeetupDatabase(DbContextOptions<MeetupDatabase> options) : DbContext(options)
    {
        public DbSet<Meetup> Meetups => Set<Meetup>();
    }
}
