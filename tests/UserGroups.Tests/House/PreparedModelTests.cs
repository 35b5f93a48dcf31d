using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace UserGroups.Tests.House;

/// <summary>EF's model of the SQLite database lies in the sources, so that no start has to work it out (decision 0010). It must be the one the entities make.</summary>
public sealed class PreparedModelTests
{
    private const string Folder = "src/UserGroups/Data/Models/Sqlite";

    [Fact]
    public void The_prepared_model_is_the_one_the_entities_make()
    {
        var made = Make();
        var kept = Directory.GetFiles(Path.Combine(Repository.Root, Folder)).ToDictionary(f => Path.GetFileName(f), f => Numberless(File.ReadAllText(f)));
        var wrong = made.Keys.Union(kept.Keys).Where(name => made.GetValueOrDefault(name) != kept.GetValueOrDefault(name)).Order().ToList();
        Assert.True(wrong.Count == 0, $"Write the model of SQLite once more; docs/operations.md says how. Not current: {string.Join(", ", wrong)}.");
        Assert.InRange(made.Count, 50, 500);
    }

    // Each writing gives the model a new number.
    private static string Numberless(string code) => Regex.Replace(code, "new Guid\\(\"[0-9a-f-]{36}\"\\)", "", RegexOptions.None, TimeSpan.FromSeconds(5));

    // What "dotnet ef dbcontext optimize" does, without its files.
    private static Dictionary<string, string> Make()
    {
        using var db = ModelTests.Context("Sqlite");
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices();
#pragma warning disable EF1001 // The tool finds these services by name; there is no other way to ask for them.
        new SqliteDesignTimeServices().ConfigureDesignTimeServices(services);
#pragma warning restore EF1001
        services.AddDbContextDesignTimeServices(db);
        using var provider = services.BuildServiceProvider();
        var files = provider.GetRequiredService<ICompiledModelCodeGeneratorSelector>()
            .Select(new CompiledModelCodeGenerationOptions { Language = "C#" })
            .GenerateModel(db.GetService<IDesignTimeModel>().Model, new CompiledModelCodeGenerationOptions { ContextType = db.GetType(), ModelNamespace = "UserGroups.Data.Models.Sqlite", Language = "C#" });
        return files.ToDictionary(f => f.Path, f => Numberless(f.Code));
    }
}
