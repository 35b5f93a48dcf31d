namespace UserGroups.Web.Tests.Start;

/// <summary>A wrong key stops the start at once, names itself, and never shows a secret.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("Database__Provider", "Oracle", "Database:Provider (environment: Database__Provider) must be one of Sqlite, SqlServer.")]
    [InlineData("Database__MaxBatchSize", "0", "Database:MaxBatchSize (environment: Database__MaxBatchSize) must be a whole number from 1 to 1000.")]
    [InlineData("Database__Provder", "Sqlite", "Database:Provder (environment: Database__Provder) is not a key of this portal; in Database there is Provider, MaxBatchSize.")]
    [InlineData("Site__PublicUrl", "groups.example.org", "Site:PublicUrl (environment: Site__PublicUrl) must be the address people use, such as https://groups.example.com, without a path.")]
    [InlineData("Site__PublicUrl", "http://groups.example.org", "Site:PublicUrl (environment: Site__PublicUrl) must begin with https:// in Production: sign-in cookies are only sent over https.")]
    [InlineData("Proxy__Trusted", "10.0.0.0/8, nonsense", "Proxy:Trusted (environment: Proxy__Trusted) has “nonsense”, which is neither an address (10.0.0.5) nor a network (10.0.0.0/8).")]
    [InlineData("ConnectionStrings__UserGroups", "Password=hunter2secret;Nonsense=1", "ConnectionStrings:UserGroups (environment: ConnectionStrings__UserGroups) is not a connection string for Sqlite.")]
    public async Task A_wrong_key_stops_the_start_within_five_seconds_and_is_named(string key, string value, string sentence)
    {
        await using var portal = PortalProcess.Start(PortalProcess.NewFolder(), new Dictionary<string, string> { [key] = value });
        Assert.Equal(1, await portal.EndAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal(sentence, portal.Errors);
        Assert.DoesNotContain("hunter2secret", portal.Output + portal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_key_is_named_in_one_start()
    {
        var wrong = new Dictionary<string, string> { ["Database__Provider"] = "Oracle", ["Site__PublicUrl"] = "ftp://x", ["Files__Pfad"] = "x" };
        await using var portal = PortalProcess.Start(PortalProcess.NewFolder(), wrong);
        Assert.Equal(1, await portal.EndAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal(["Files:Pfad", "Database:Provider", "Site:PublicUrl"], portal.Errors.Split('\n').Select(l => l.Split(' ')[0]));
    }

    [Fact]
    public async Task An_address_in_use_is_said_in_a_sentence()
    {
        await using var first = PortalProcess.Start(PortalProcess.NewFolder());
        await first.WaitUntilReadyAsync();
        var same = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = first.Address.ToString() };
        await using var second = PortalProcess.Start(PortalProcess.NewFolder(), same);
        Assert.Equal(1, await second.EndAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("Another program listens there; stop it, or choose another address", second.Errors, StringComparison.Ordinal);
    }
}
