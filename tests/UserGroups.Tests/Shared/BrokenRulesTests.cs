using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public sealed class BrokenRulesTests
{
    [Fact]
    public void Nothing_broken_throws_nothing_and_what_was_read_is_given()
    {
        var broken = new BrokenRules();
        Assert.Equal(7, broken.Try(() => 7));
        broken.Throw();
        Assert.False(broken.Any);
    }

    [Fact]
    public async Task All_broken_rules_are_thrown_together_in_the_order_they_were_found()
    {
        var broken = new BrokenRules();
        Assert.Null(broken.Try<string>(() => throw new RuleException("No name.", "Name")));
        broken.Add("Too early.", "Date");
        await broken.TryAsync(() => throw new RuleException("Not now."));
        var thrown = Assert.Throws<RuleException>(broken.Throw);
        Assert.Equal([("Name", "No name."), ("Date", "Too early."), (null, "Not now.")], thrown.All.Select(r => (r.Field, r.Message)));
        Assert.Equal(("Name", "No name."), (thrown.Field, thrown.Message));
    }

    [Fact]
    public void Several_rules_thrown_at_once_are_gathered_one_by_one_and_of_a_field_only_the_first()
    {
        var inner = new BrokenRules();
        inner.Add("No name.", "Name");
        inner.Add("No date.", "Date");
        var broken = new BrokenRules();
        broken.Add("A name is one line.", "Name");
        broken.Try(inner.Throw);
        Assert.Equal(["A name is one line.", "No date."], Assert.Throws<RuleException>(broken.Throw).All.Select(r => r.Message));
        Assert.True(broken.Concern("Place", "Date"));
        Assert.False(broken.Concern("Place"));
    }

    [Fact]
    public void What_is_no_broken_rule_is_not_caught()
    {
        var broken = new BrokenRules();
        Assert.Throws<InvalidOperationException>(() => broken.Try(() => throw new InvalidOperationException()));
        Assert.False(broken.Any);
    }
}
