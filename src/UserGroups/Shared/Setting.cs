using System.Globalization;

namespace UserGroups.Shared;

/// <summary>
/// A figure or text that the Administrator may change while the portal runs. Each module declares its own in
/// <c>&lt;M&gt;Settings.cs</c> with the default of the product page.
/// </summary>
public abstract class Setting
{
    /// <summary>The form field that a <see cref="RuleException"/> about a setting's value concerns.</summary>
    public const string ValueField = "Value";

    /// <summary>Dotted, lower case: <c>sponsorship.stipend-cap</c>. Never changes once published.</summary>
    public required string Key { get; init; }

    /// <summary>Heading under which the settings page shows it.</summary>
    public required string Group { get; init; }

    public required string Label { get; init; }

    /// <summary>One sentence: what it changes and for whom.</summary>
    public required string Help { get; init; }

    /// <summary>Unit shown behind the field, such as "days" or "km"; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The default in the form it is stored.</summary>
    public abstract string DefaultText { get; }

    /// <summary>Checks what was typed and returns it in the form it is stored (invariant culture).</summary>
    /// <exception cref="RuleException">The text is not a value of this setting; the message says what is.</exception>
    public abstract string Normalise(string? typed);

    /// <summary>A whole number within bounds (both included).</summary>
    public static Setting<int> WholeNumber(string key, string group, string label, int byDefault, int min, int max, string unit, string help) => new(
        byDefault, value => value.ToString(CultureInfo.InvariantCulture), text => int.Parse(text, CultureInfo.InvariantCulture),
        typed => int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new RuleException($"{label} is a whole number from {min} to {max}.", ValueField))
    { Key = key, Group = group, Label = label, Unit = unit, Help = help };

    /// <summary>An amount or rate with at most two decimals, within bounds (both included).</summary>
    public static Setting<decimal> Amount(string key, string group, string label, decimal byDefault, decimal min, decimal max, string unit, string help) => new(
        byDefault, value => value.ToString("0.00", CultureInfo.InvariantCulture), text => decimal.Parse(text, CultureInfo.InvariantCulture),
        typed => decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value >= min && value <= max && decimal.Round(value, 2) == value
            ? value
            : throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"{label} is a number from {min:0.00} to {max:0.00} with at most two decimals, such as {byDefault:0.00}."), ValueField))
    { Key = key, Group = group, Label = label, Unit = unit, Help = help };

    /// <summary>A text of at most <paramref name="maxLength"/> characters, on one line unless <paramref name="manyLines"/>; <paramref name="check"/> throws for a wrong one.</summary>
    public static Setting<string> Text(string key, string group, string label, string byDefault, int maxLength, string help, bool manyLines = false, Action<string>? check = null) => new(
        byDefault, value => value, text => text,
        typed =>
        {
            var value = (typed ?? "").Trim();
            if (value.Length > maxLength)
                throw new RuleException($"{label} has at most {maxLength} characters; this has {value.Length}.", ValueField);
            if (value.Length > 0 && (TypedText.HasTricks(value, manyLines) || !TypedText.IsLine(manyLines ? value.ReplaceLineEndings(" ") : value)))
                throw new RuleException($"{label} is plain text{(manyLines ? "" : " on one line")}.", ValueField);
            check?.Invoke(value);
            return value;
        })
    { Key = key, Group = group, Label = label, Help = help, ManyLines = manyLines };

    /// <summary>True for a text of several lines.</summary>
    public bool ManyLines { get; private init; }
}

/// <summary>A setting whose value has a type.</summary>
public sealed class Setting<T>(T byDefault, Func<T, string> write, Func<string, T> read, Func<string?, T> check) : Setting
{
    public T Default { get; } = byDefault;

    public override string DefaultText => write(Default);

    public override string Normalise(string? typed) => write(check(typed?.Trim()));

    /// <summary>The value of a stored text. A stored text that no longer fits counts as the default.</summary>
    public T Read(string? stored)
    {
        if (stored is null)
            return Default;
        try
        {
            check(stored);
            return read(stored);
        }
        catch (RuleException)
        {
            // The bounds were tightened in a later version after the value had been stored.
            return Default;
        }
    }
}
