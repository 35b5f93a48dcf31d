using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Story;

/// <summary>The main job, end to end: what the portal is for works for people who were told nothing, at a desk, on a phone and without JavaScript.</summary>
public sealed class StoryTests
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task From_an_empty_portal_to_a_closed_request(int width, bool javaScript)
    {
        await using var portal = new StoryPortal();
        var browser = await Chromium.EnterAsync();
        try
        {
            await using var play = new Play(portal, () => Visitor.OpenAsync(browser, portal.Address, width, javaScript), new Critic(judges: width == 1280));
            await play.RunAsync();
            Assert.Equal("", string.Join('\n', play.Faults().Distinct()));
        }
        finally
        {
            await Chromium.LeaveAsync();
        }
    }
}
