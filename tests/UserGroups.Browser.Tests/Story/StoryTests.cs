namespace UserGroups.Browser.Tests.Story;

/// <summary>
/// The main job, end to end: what the portal is for works for people who were told nothing, at a desk, on a phone and without JavaScript.
/// A class for each, so that the three plays need not wait for one another.
/// </summary>
public abstract class StoryTests(int width, bool javaScript)
{
    [Fact]
    public async Task From_an_empty_portal_to_a_closed_request()
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

public sealed class StoryAtADeskTests() : StoryTests(1280, javaScript: true);

public sealed class StoryOnAPhoneTests() : StoryTests(390, javaScript: true);

public sealed class StoryWithoutJavaScriptTests() : StoryTests(390, javaScript: false);
