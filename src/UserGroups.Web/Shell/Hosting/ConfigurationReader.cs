using System.Globalization;
using System.Net;

namespace UserGroups.Web.Shell;

/// <summary>Reads keys and gathers what is wrong with them, so that one start names everything there is to mend.</summary>
public sealed class ConfigurationReader(IConfiguration configuration)
{
    private readonly List<string> problems = [];

    public bool IsSet(string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    public void Wrong(string key, string sentence) =>
        problems.Add($"{key} (environment: {key.Replace(":", "__", StringComparison.Ordinal)}) {sentence}.");

    /// <summary>Names keys in the section that nobody reads: a misspelt key would otherwise be a setting that silently does nothing.</summary>
    public void OnlyKnown(string section, params string[] known)
    {
        foreach (var child in configuration.GetSection(section).GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                Wrong($"{section}:{child.Key}", $"is not a key of this portal; in {section} there is {string.Join(", ", known)}");
        }
    }

    public string Text(string key, string byDefault, int maxLength)
    {
        var text = configuration[key];
        if (string.IsNullOrWhiteSpace(text))
            return byDefault;
        if (text.Length > maxLength || text.Any(char.IsControl))
            Wrong(key, $"must be one line of at most {maxLength} characters");
        return text.Trim();
    }

    public T OneOf<T>(string key, T byDefault)
        where T : struct, Enum
    {
        var text = configuration[key];
        if (string.IsNullOrWhiteSpace(text))
            return byDefault;
        var name = Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        if (name is not null)
            return Enum.Parse<T>(name);
        Wrong(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return byDefault;
    }

    public int? WholeNumber(string key, int min, int max)
    {
        var text = configuration[key];
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Wrong(key, $"must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>), separated by commas or listed one by one.</summary>
    public IReadOnlyList<string> Networks(string key)
    {
        var listed = configuration.GetSection(key).GetChildren().Select(c => c.Value ?? "");
        var found = (configuration[key] ?? "").Split(',').Concat(listed).Select(t => t.Trim()).Where(t => t.Length > 0).ToList();
        foreach (var text in found.Where(t => !IPAddress.TryParse(t, out _) && !System.Net.IPNetwork.TryParse(t, out _)))
            Wrong(key, $"has “{text}”, which is neither an address (10.0.0.5) nor a network (10.0.0.0/8)");
        return found;
    }

    /// <exception cref="ConfigurationException">Something was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (problems.Count > 0)
            throw new ConfigurationException(string.Join(Environment.NewLine, problems));
    }
}
