using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>"Being fulfilled" says what is missing and whose turn it is.</summary>
public sealed class WaitingForTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private GrantedPortal world = null!;

    public async Task InitializeAsync() => world = await GrantedPortal.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Both_sides_read_what_it_waits_for_until_nothing_is_left()
    {
        const string All = "Waits for the name of who is paid (organizers), the blog post (a community manager), the licence key (a community manager or fulfilment), the address for the parcel (organizers) and the report after the event (organizers).";
        var sam = await world.Site.StaffAsync("Sam", StaffRole.CommunityManager);
        Assert.Equal(All, Waits(await sam.GetAsync($"/staff{world.Path}")));
        // The organizers read the same things at the top, told to them: what is theirs is a link.
        var page = await world.Lena.GetAsync(world.Path);
        Assert.Null(Waits(page));
        Assert.Equal("Your turn Name who is paid · give the address for the parcel We do: the blog post, the licence key. Later from you: the report after the event.", Turn(page));
        Assert.Equal([$"{world.Path}/payee", $"{world.Path}/address"], page.Document.QuerySelectorAll(".notice a").Select(a => a.GetAttribute("href")));
        Assert.NotNull(page.Document.QuerySelector(".notice ~ section[aria-labelledby=lines-h]"));

        // After the event everything has arrived but the post; the report is sent.
        var finn = await world.Site.AddAsync("Finn", StaffRole.Finance);
        foreach (var benefit in new[] { Benefit.Stipend, Benefit.Licence, Benefit.Swag })
            await world.UseAsync<LineService>(async s => await s.FulfilledAsync((await world.LineAsync(benefit)).Id, finn, "Done"));
        world.Site.Clock.Set(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await world.UseAsync<FollowRequests>(j => j.RunAsync(CancellationToken.None));
        var lena = await world.Site.SignInAsync("Lena");
        Assert.Equal("Your turn Send the report We do: the blog post.", Turn(await lena.GetAsync(world.Path)));
        Assert.Equal("Waits for the blog post (a community manager) and the report (organizers).", Waits(await (await world.Site.StaffAsync("Tove", StaffRole.CommunityManager)).GetAsync($"/staff{world.Path}")));
        await lena.SubmitAsync($"{world.Path}/report", "Send the report", ("What worked, and what did not?", "The pizza."), ("How many people came?", "20"), ("Money spent of the stipend", "180"), ("What was it spent on?", "Pizza."));
        var held = await lena.GetAsync(world.Path);
        Assert.Contains("Being fulfilled", held.Text, StringComparison.Ordinal);
        Assert.Equal("Our turn We do: the blog post.", Turn(held));
        Assert.Equal("Waits for the blog post (a community manager). The report is here.", Waits(await (await world.Site.StaffAsync("Ada", StaffRole.CommunityManager)).GetAsync($"/staff{world.Path}")));
        await world.UseAsync<LineService>(async s => await s.FulfilledAsync((await world.LineAsync(Benefit.Promotion)).Id, finn, "/blog/maps-1"));
        Assert.Equal("Our turn We do: a look at the report and the end of the request.", Turn(await lena.GetAsync(world.Path)));
        Assert.Equal("Waits for a look at the report and the end of the request (a community manager).", LineWaits.Sentence([], new ReportFacts(RequestState.ReportSubmitted, EventState.Published, Now, true), Now));
    }

    [Fact]
    public async Task A_published_post_is_a_link_in_the_table_and_in_the_timeline_and_another_note_stays_text()
    {
        var finn = await world.Site.AddAsync("Finn", StaffRole.Finance);
        await world.UseAsync<LineService>(async s => await s.FulfilledAsync((await world.LineAsync(Benefit.Promotion)).Id, finn, "/blog/maps-1"));
        await world.UseAsync<LineService>(async s => await s.FulfilledAsync((await world.LineAsync(Benefit.Stipend)).Id, finn, "Cheque <b>1042</b>"));
        var page = await world.Lena.GetAsync(world.Path);
        Assert.Equal(["the post"], page.Document.QuerySelectorAll("tbody a[href='/blog/maps-1']").Select(a => a.TextContent));
        var timeline = page.Document.QuerySelector(".timeline")!;
        Assert.Equal("the post", Assert.Single(timeline.QuerySelectorAll("a[href='/blog/maps-1']")).TextContent);
        Assert.Contains("Promotion fulfilled: the post", timeline.TextContent, StringComparison.Ordinal);
        Assert.Contains("Stipend fulfilled: Cheque <b>1042</b>", timeline.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_kind_of_line_names_its_next_step_and_whose_turn_it_is()
    {
        Assert.Equal(
            ["the name of who is paid (organizers)", "the payment (finance)", "the payment (finance)", "the payment, sent anew (finance)"],
            new PaymentState?[] { null, PaymentState.Approved, PaymentState.Scheduled, PaymentState.Failed }.Select(p => LineWaits.ForPayment(p).Words));
        Assert.Equal(
            ["the blog post (a community manager)", "the blog post, in review (a community manager)", "the blog post (appears by itself on 3 May 2026)"],
            new PostState?[] { PostState.Draft, PostState.InReview, PostState.Scheduled }.Select(s => LineWaits.ForPost(s, new DateTime(2026, 5, 3, 9, 0, 0, DateTimeKind.Utc)).Words));
        Assert.Equal(
            ["the address for the parcel (organizers)", "the address for the parcel (organizers)", "the parcel (fulfilment)", "the parcel (fulfilment)"],
            new (bool Has, ParcelState? Parcel)[] { (false, null), (false, ParcelState.Reserved), (true, null), (false, ParcelState.Packed) }.Select(p => LineWaits.ForParcel(p.Has, p.Parcel).Words));
    }

    [Theory]
    [InlineData(RequestState.Decided, false, "Waits for the answer to the reduced offer (the lead) and the payment (finance).")]
    [InlineData(RequestState.Accepted, false, "Waits for the payment (finance) and the report after the event (organizers).")]
    [InlineData(RequestState.InFulfilment, true, "Waits for the payment (finance) and the report (organizers).")]
    [InlineData(RequestState.Closed, true, null)]
    [InlineData(RequestState.Submitted, false, null)]
    public void The_sentence_follows_the_state_and_the_event(RequestState state, bool isOver, string? sentence) =>
        Assert.Equal(sentence, LineWaits.Sentence([LineWaits.ForPayment(PaymentState.Approved)], new ReportFacts(state, EventState.Published, isOver ? Now : Now.AddDays(1), false), Now));

    [Fact]
    public void A_request_of_the_chapter_itself_waits_for_no_report_and_a_postponed_event_is_not_over()
    {
        Assert.Equal("Waits for the licence key (a community manager or fulfilment).", LineWaits.Sentence([LineWaits.ForKey()], new ReportFacts(RequestState.Accepted, null, null, false), Now));
        Assert.Equal("Waits for the report after the event (organizers).", LineWaits.Sentence([], new ReportFacts(RequestState.InFulfilment, EventState.Postponed, Now.AddDays(-1), false), Now));
        Assert.Null(LineWaits.Sentence([], new ReportFacts(RequestState.InFulfilment, EventState.Cancelled, Now.AddDays(-1), false), Now));
        Assert.Equal("Waits for the report (organizers).", LineWaits.Sentence([], new ReportFacts(RequestState.AwaitingReport, EventState.Published, Now.AddDays(-1), false), Now));
    }

    [Theory]
    [InlineData(RequestState.Decided, false, "Our turn: ; the payment; ")]
    [InlineData(RequestState.Accepted, false, "Our turn: ; the payment; the report after the event")]
    [InlineData(RequestState.InFulfilment, true, "Your turn: Send the report; the payment; ")]
    [InlineData(RequestState.Closed, true, null)]
    [InlineData(RequestState.Submitted, false, null)]
    public void The_same_is_told_to_the_organizers_as_theirs_ours_and_later(RequestState state, bool isOver, string? told)
    {
        var turn = LineWaits.Turn([LineWaits.ForPayment(PaymentState.Approved)], new ReportFacts(state, EventState.Published, isOver ? Now : Now.AddDays(1), false), Now);
        Assert.Equal(told, turn is null ? null : $"{turn.Heading}: {string.Join(", ", turn.Yours.Select(y => y.Do))}; {string.Join(", ", turn.Ours)}; {turn.Later}");
    }

    [Fact]
    public void When_all_has_come_before_the_event_nothing_is_asked_yet() =>
        Assert.Equal("Nothing to do before the event", LineWaits.Turn([], new ReportFacts(RequestState.InFulfilment, EventState.Published, Now.AddDays(1), false), Now)!.Heading);

    private static string Turn(Page page) => string.Join(' ', page.Document.QuerySelector(".notice")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Waits(Page page) => page.Document.QuerySelector("section[aria-labelledby=fulfilment-h] > p")?.TextContent.Trim();
}
