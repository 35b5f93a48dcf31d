using System.Text.RegularExpressions;

namespace UserGroups.Browser.Tests.Story;

/// <summary>
/// The whole story, from the first start of an empty portal to a closed request, in acts. Acts stand in the files Play.*.cs in the order they are played; each begins where
/// the person finds the thing to do, and ends when it is done.
/// </summary>
public sealed partial class Play(StoryPortal portal, Func<Task<Visitor>> openBrowser, Critic critic) : IAsyncDisposable
{
    private const string Group = "Oslo user group";
    private const string Title = "Dashboards that people read";

    private readonly List<Player> cast = [];

    private Player Sam { get; set; } = null!;

    private Player Aino { get; set; } = null!;

    private Player Finn { get; set; } = null!;

    private Player Pia { get; set; } = null!;

    private Player Lena { get; set; } = null!;

    private Player Max { get; set; } = null!;

    private Player Ida { get; set; } = null!;

    private string Reference { get; set; } = "";

    public async Task RunAsync()
    {
        (Sam, Aino, Finn, Pia) = (await EnterAsync("Sam"), await EnterAsync("Aino"), await EnterAsync("Finn"), await EnterAsync("Pia"));
        (Lena, Max, Ida) = (await EnterAsync("Lena"), await EnterAsync("Max"), await EnterAsync("Ida"));

        await SamSetsUpThePortalAsync(portal.Open());
        await TheStaffJoinAsync();
        await LenaAppliesForOsloAsync();
        await MaxSaysYesAsync();
        await AinoApprovesTheGroupAsync();
        await FinnSetsUpABudgetAsync();
        await PiaFillsTheShelfAsync();

        await LenaPlansAMeetupAsync();
        await IdaAnswersWithoutAnAccountAsync();
        await MaxJoinsAndAnswersAsync();
        await LenaAsksForHelpAsync();
        await AinoDecidesAsync();
        await LenaAcceptsAsync();

        await FinnPaysAsync();
        await AinoPublishesThePostAsync();
        await PiaHandsOutTheKeyAsync();
        await PiaSendsTheParcelAsync();
        await LenaFindsWhatCameAsync();

        await LenaWritesToTheMembersAsync();
        await AinoReadsItFirstAsync();
        await MaxWantsNoMoreOfItAsync();

        await TheEveningComesAsync();
        await LenaChecksPeopleInAsync();
        await LenaReportsAsync();
        await AinoClosesTheRequestAsync();
        await EverybodyIsDoneAsync();
    }

    /// <summary>What the critic found, and what the browsers complained about.</summary>
    public IEnumerable<string> Faults() => critic.Faults.Concat(cast.SelectMany(p => p.Visitor.Complaints.Select(c => $"{p.Name}: {c}")));

    public async ValueTask DisposeAsync()
    {
        foreach (var player in cast)
            await player.DisposeAsync();
    }

    private async Task<Player> EnterAsync(string name)
    {
        var player = new Player(name, await openBrowser(), portal, critic);
        cast.Add(player);
        return player;
    }

    [GeneratedRegex(@"https?://\S+/setup/\S+", RegexOptions.None, 1000)]
    private static partial Regex SetUpLink();

    [GeneratedRegex(@"SR-\d{4}-\d{4}", RegexOptions.None, 1000)]
    private static partial Regex ReferenceNumber();
}
