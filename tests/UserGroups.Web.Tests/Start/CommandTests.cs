using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace UserGroups.Web.Tests.Start;

/// <summary>Commands: exit 0 only if it worked, otherwise a sentence on standard error.</summary>
public sealed class CommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Migrate_makes_the_database_and_the_second_time_says_that_it_is_up_to_date()
    {
        var folder = PortalProcess.NewFolder();
        Assert.Equal((0, "The database was upgraded (1 step).", ""), await RunAsync(folder, "migrate"));
        Assert.Equal((0, "The database is up to date.", ""), await RunAsync(folder, "migrate"));
    }

    [Fact]
    public async Task Verify_audit_says_which_entry_was_changed()
    {
        var folder = PortalProcess.NewFolder();
        await RunAsync(folder, "migrate");
        var (code, said, _) = await RunAsync(folder, "verify-audit");
        Assert.Equal((0, "The history is whole: 0 entries, last hash 0000000000000000000000000000000000000000000000000000000000000000."), (code, said));

        Execute(folder, "UPDATE HistoryHead SET LastId = 3");
        Assert.Equal((1, "", "The history is broken at entry 1: The history ends at entry 0, but 3 were written. The 0 entries before it are whole."), await RunAsync(folder, "verify-audit"));
    }

    [Fact]
    public async Task An_unknown_command_lists_the_known_ones()
    {
        var (code, _, errors) = await RunAsync(PortalProcess.NewFolder(), "verify", "audit");
        Assert.Equal(2, code);
        Assert.StartsWith("There is no command “verify audit”. Commands:", errors, StringComparison.Ordinal);
        Assert.Contains("verify-audit", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_by_site_and_commands()
    {
        var folder = PortalProcess.NewFolder();
        await RunAsync(folder, "migrate");
        Execute(folder, "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('20990101000000_FromTheFuture', '99.0.0')");

        await using var site = PortalProcess.Start(folder);
        Assert.Equal(1, await site.EndAsync(Patience));
        const string sentence = "The database was upgraded by a newer version of this program (its schema has \"20990101000000_FromTheFuture\", which this version does not know). "
            + "Start the newer version again, or restore the backup that was taken before the upgrade.";
        Assert.Equal(sentence, site.Errors);
        Assert.Equal((1, "", sentence), await RunAsync(folder, "run-jobs"));
        Assert.Equal((1, "", sentence), await RunAsync(folder, "migrate"));
    }

    [Fact]
    public async Task Staff_add_invites_who_has_no_account_and_names_what_is_no_role()
    {
        var folder = PortalProcess.NewFolder();
        Assert.Equal((0, "sam@example.org has no account yet. An invitation is on its way; the role begins when it is accepted.", ""), await RunAsync(folder, "staff", "add", "sam@example.org", "administrator"));
        Assert.Equal(
            (1, "", "“King” is not a role. Roles: CommunityManager, Finance, Fulfilment, PartnerManager, SupportAgent, Administrator."),
            await RunAsync(folder, "staff", "add", "sam@example.org", "King"));
        Assert.Equal((1, "", "Choose a region from the list, or none for everywhere."), await RunAsync(folder, "staff", "add", "sam@example.org", "Finance", "mars"));
    }

    [Fact]
    public async Task The_demo_cast_is_refused_outside_Development()
    {
        var (code, _, errors) = await RunAsync(PortalProcess.NewFolder(), "seed", "demo");
        Assert.Equal(1, code);
        Assert.StartsWith("The demo cast exists only in Development", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_takes_a_list_whole_once_and_says_on_standard_error_why_it_takes_none()
    {
        var folder = PortalProcess.NewFolder();
        var (groups, events) = (Path.Combine(folder, "groups.csv"), Path.Combine(folder, "events.csv"));
        await File.WriteAllTextAsync(groups, "name,latitude,longitude\nOslo Maps,59.91,10.75\n");
        await File.WriteAllTextAsync(events, "chapter,title,starts_on\nOslo Maps,Tiles,2026-02-20\nOslo Maps,Tiles,20.2.2026\n");
        Assert.Equal((0, "1 row: 1 group would be imported. Nothing was written.", ""), await RunAsync(folder, "import", "chapters", groups, "--dry-run"));
        Assert.Equal((0, "1 row: 1 group was imported.", ""), await RunAsync(folder, "import", "chapters", groups));
        Assert.Equal((0, "1 row: 0 groups were imported, 1 was imported before and stays as it is.", ""), await RunAsync(folder, "import", "chapters", groups));
        var (code, said, errors) = await RunAsync(folder, "import", "events", events, "--default-start", "19:00");
        Assert.Equal((1, "", $"Nothing was imported. One thing is wrong in “{events}”:\nLine 3: “20.2.2026” under “starts_on” is not a date such as 2026-03-20."), (code, said, errors.ReplaceLineEndings("\n")));
        Assert.Equal((1, "", "--default-start is a time of day such as 18:30, not “noon”."), await RunAsync(folder, "import", "events", events, "--default-start=noon"));
        Assert.Equal((1, "", $"There is no file “{folder}/none.csv”."), await RunAsync(folder, "import", "chapters", $"{folder}/none.csv"));
        Assert.Equal((1, "", "The file is missing. Write: import chapters FILE [--dry-run]."), await RunAsync(folder, "import", "chapters"));
    }

    [Theory]
    [InlineData("name,latitud,longitude\nOslo Maps,59.91,10.75\n", false, "Line 1: The column “latitud” is unknown.")]
    [InlineData("name,latitude,longitude\nOslo Maps,59.91,10.75\n", true, "Line 1: The file is UTF-16. Save it as “CSV UTF-8”.")]
    [InlineData("name,latitude,longitude\nOslo Maps,59.91,10.75\nLima Maps,95,-77.03\n", false, "Line 3: A latitude is a number of degrees from -90 to 90.")]
    public async Task A_list_with_a_wrong_column_encoding_or_coordinate_is_refused_whole_with_line_and_reason(string text, bool isUtf16, string reason)
    {
        var folder = PortalProcess.NewFolder();
        var file = Path.Combine(folder, "groups.csv");
        await File.WriteAllTextAsync(file, text, isUtf16 ? Encoding.Unicode : new UTF8Encoding(false));
        var (code, said, errors) = await RunAsync(folder, "import", "chapters", file);
        Assert.Equal((1, ""), (code, said));
        Assert.StartsWith("Nothing was imported.", errors, StringComparison.Ordinal);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        await using var db = UserGroups.Web.Tests.Mail.CrashTests.Open(folder);
        Assert.Equal((0, 0), (await db.Chapters.CountAsync(), await db.History.CountAsync()));
    }

    [Fact]
    public async Task A_stop_in_good_order_ends_with_zero()
    {
        await using var site = PortalProcess.Start(PortalProcess.NewFolder());
        await site.WaitUntilReadyAsync();
        site.Terminate();
        Assert.Equal(0, await site.EndAsync(Patience));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string folder, params string[] arguments)
    {
        await using var command = PortalProcess.Start(folder, null, arguments);
        var code = await command.EndAsync(Patience);
        return (code, command.Output, command.Errors);
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
