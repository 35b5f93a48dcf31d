using System.Globalization;

namespace UserGroups.Benchmarks;

/// <summary>Arguments of the form --name value.</summary>
internal sealed class Arguments(string[] args)
{
    public int Number(string name, int otherwise) => Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string Text(string name, string otherwise) => Find(name) ?? otherwise;

    private string? Find(string name)
    {
        var at = Array.IndexOf(args, "--" + name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
