using UserGroups.Tests;
using UserGroups.Web.Shell;
using UserGroups.Web.Tests.Shell;

namespace UserGroups.Web.Tests.Start;

/// <summary>Where the portal looks for its styles and scripts, and what it says when there are none.</summary>
public sealed class StartFolderTests
{
    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void The_folder_of_the_program_counts_when_it_alone_has_a_wwwroot(bool here, bool there, bool counts)
    {
        var (current, program) = (TestFolder.New("current"), TestFolder.New("program"));
        if (here)
            Directory.CreateDirectory(Path.Combine(current, "wwwroot"));
        if (there)
            Directory.CreateDirectory(Path.Combine(program, "wwwroot"));
        Assert.Equal(counts ? program : null, Startup.ContentRoot(current, program));
    }

    [Fact]
    public async Task Without_a_wwwroot_the_log_says_why_pages_are_naked_and_with_the_set_up_link_that_earlier_ones_are_dead()
    {
        var folder = PortalProcess.NewFolder();
        await using var portal = PortalProcess.Start(folder);
        await portal.WaitUntilReadyAsync();
        Assert.Contains($"There is no wwwroot in {folder}, so every page comes without styles and scripts.", portal.Output, StringComparison.Ordinal);
        Assert.Contains("Open this address once, within 24 hours, to make one. Links of earlier starts no longer work.", portal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_where_its_wwwroot_is_the_portal_says_nothing_of_it()
    {
        await using var portal = PortalProcess.Start(PortalProcess.NewFolder(), new Dictionary<string, string> { ["ASPNETCORE_CONTENTROOT"] = ShellSite.SourceRoot });
        await portal.WaitUntilReadyAsync();
        Assert.DoesNotContain("There is no wwwroot", portal.Output, StringComparison.Ordinal);
    }
}
