using UserGroups.Sponsorship;

namespace UserGroups.Tests.Sponsorship;

/// <summary>The table itself.</summary>
public sealed class FlowTests
{
    [Fact]
    public void No_line_of_the_table_stands_twice() =>
        Assert.Equal(SponsorshipFlow.Table.Count, SponsorshipFlow.Table.Select(t => (t.From, t.Step, t.To)).Distinct().Count());

    [Fact]
    public void Every_state_can_be_reached_and_only_a_withdrawn_end_has_a_way_out()
    {
        var reached = new HashSet<RequestState> { RequestState.Draft };
        while (SponsorshipFlow.Table.Any(t => reached.Contains(t.From) && reached.Add(t.To)))
        {
        }

        Assert.Equal(Enum.GetValues<RequestState>(), reached.Order());
        Assert.Equal([RequestState.Withdrawn], SponsorshipFlow.Table.Select(t => t.From).Where(SponsorshipFlow.IsEnd).Distinct());
        Assert.All(Enum.GetValues<RequestState>().Where(s => !SponsorshipFlow.IsEnd(s)), s => Assert.Contains(SponsorshipFlow.Table, t => t.From == s && t.To != s));
    }

    [Fact]
    public void Whose_turn_it_is_depends_on_the_state_alone()
    {
        foreach (var state in Enum.GetValues<RequestState>().Where(s => s != RequestState.Draft))
            Assert.Single(SponsorshipFlow.Table.Where(t => t.To == state).Select(t => t.Turn).Distinct());
    }

    [Fact]
    public void Nobody_but_staff_decides_and_only_the_lead_answers_an_offer()
    {
        Assert.All(SponsorshipFlow.Table.Where(t => t.Step is RequestStep.Decide or RequestStep.Close), t => Assert.Equal(Party.Managers, t.Who));
        Assert.All(SponsorshipFlow.Table.Where(t => t.Step is RequestStep.Accept or RequestStep.Refuse), t => Assert.Equal(Party.Lead, t.Who));
    }

    [Fact]
    public void An_action_of_the_history_is_written_with_dashes() => Assert.Equal("sponsorship.request-changes", SponsorshipFlow.ActionOf(RequestStep.RequestChanges));
}
