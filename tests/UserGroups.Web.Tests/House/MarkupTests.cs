namespace UserGroups.Web.Tests.House;

/// <summary>The judge of pages is judged: it sees what it is there for, and has nothing against a sound page.</summary>
public sealed class MarkupTests
{
    private const string Sound = "<h1>Oslo</h1><form><p id=\"h\">Help</p><label for=\"c\">City</label><select id=\"c\" required aria-describedby=\"h\"><option value=\"\">Choose</option><option>Oslo</option></select></form><dl><div><dt>When</dt><dd>Now</dd></div></dl>";

    [Fact]
    public void A_sound_page_has_no_fault() => Assert.Equal([], Markup.FaultsOf(Page(Sound)));

    [Theory]
    [InlineData("<p>one<div>two</div></p>", "line")]
    [InlineData("<p id=\"a\"></p><p id=\"a\"></p>", "id a stands 2 times")]
    [InlineData("<label for=\"gone\">x</label>", "for names gone, which is not there")]
    [InlineData("<p aria-labelledby=\"gone\">x</p>", "aria-labelledby names gone, which is not there")]
    [InlineData("<select required><option value=\"1\">a</option></select>", "is required, but its first option is an answer already")]
    [InlineData("<p style=\"color:red\">x</p>", "is inline, which the policy of the page forbids")]
    [InlineData("<span><p>x</p></span>", "stands inside a run of words")]
    [InlineData("<ul><p>x</p></ul>", "is no item of the list it stands in")]
    [InlineData("<label>x <label>y</label></label>", "stands inside another control")]
    [InlineData("<img src=\"/x\">", "has no alt")]
    [InlineData("<h3>x</h3>", "comes after level 1")]
    [InlineData("<h1>x</h1>", "comes after level 1")]
    [InlineData("<h2> </h2>", "is empty")]
    [InlineData("<p class=\"\">x</p>", "has an empty attribute")]
    [InlineData("<form method=\"get\"><input type=\"hidden\" name=\"Filter.Next\"></form>", "looks past the other fields of the search")]
    public void Each_fault_is_seen(string html, string fault)
    {
        var faults = Markup.FaultsOf(Page($"{Sound}{html}"));
        Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    private static string Page(string body) => $"<!doctype html><html lang=\"en\"><head><title>x</title></head><body><main>{body}</main></body></html>";
}
