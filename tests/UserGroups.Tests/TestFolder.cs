namespace UserGroups.Tests;

/// <summary>Folders of this run of tests: all below one, which is removed when the process ends.</summary>
public static class TestFolder
{
    private static readonly Lazy<string> Root = new(MakeRoot);

    /// <summary>A new, empty folder of its own.</summary>
    /// <param name="name">A word for whoever looks while the run goes on.</param>
    public static string New(string name) => Directory.CreateDirectory(Path.Combine(Root.Value, $"{name}-{Guid.NewGuid():N}")).FullName;

    private static string MakeRoot()
    {
        var root = Directory.CreateTempSubdirectory("usergroups-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(root, recursive: true);
            }
            catch (IOException)
            {
                // A process that was killed a moment ago may still write; the system empties its folder for temporary files.
            }
        };
        return root;
    }
}
