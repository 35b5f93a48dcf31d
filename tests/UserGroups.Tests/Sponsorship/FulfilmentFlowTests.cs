using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Tests.Sponsorship;

/// <summary>The three tables, held against themselves.</summary>
public sealed class FulfilmentFlowTests
{
    [Fact]
    public void No_step_has_two_ways_from_one_state()
    {
        Assert.Equal(PaymentFlow.Table.Count, PaymentFlow.Table.Select(t => (t.From, t.Step)).Distinct().Count());
        Assert.Equal(ParcelFlow.Table.Count, ParcelFlow.Table.Select(t => (t.From, t.Step)).Distinct().Count());
        Assert.Equal(PostFlow.Table.Count, PostFlow.Table.Select(t => (t.From, t.Step)).Distinct().Count());
    }

    [Fact]
    public void Every_state_is_reached_and_every_step_is_used()
    {
        Assert.Equal(Enum.GetValues<PaymentState>(), PaymentFlow.Table.Select(t => t.To).Append(PaymentState.Approved).Distinct().Order());
        Assert.Equal(Enum.GetValues<PaymentStep>(), PaymentFlow.Table.Select(t => t.Step).Distinct().Order());
        Assert.Equal(Enum.GetValues<ParcelState>(), ParcelFlow.Table.Select(t => t.To).Append(ParcelState.Reserved).Distinct().Order());
        Assert.Equal(Enum.GetValues<ParcelStep>(), ParcelFlow.Table.Select(t => t.Step).Distinct().Order());
        Assert.Equal(Enum.GetValues<PostState>(), PostFlow.Table.Select(t => t.To).Append(PostState.Draft).Distinct().Order());
        Assert.Equal(Enum.GetValues<PostStep>(), PostFlow.Table.Select(t => t.Step).Distinct().Order());
    }

    [Fact]
    public void Nothing_leads_out_of_an_end()
    {
        Assert.DoesNotContain(PaymentFlow.Table, t => t.From is PaymentState.Reconciled or PaymentState.Void);
        Assert.DoesNotContain(ParcelFlow.Table, t => t.From is ParcelState.Received or ParcelState.Returned or ParcelState.Cancelled);
        Assert.DoesNotContain(PostFlow.Table, t => t.From == PostState.Withdrawn);
    }

    [Fact]
    public void Money_is_never_sent_without_having_been_authorised() =>
        Assert.All(PaymentFlow.Table.Where(t => t.Step == PaymentStep.Send), t => Assert.True(t.From is PaymentState.Authorised or PaymentState.Scheduled));
}
