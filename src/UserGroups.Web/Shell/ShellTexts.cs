namespace UserGroups.Web.Shell;

/// <summary>Marks the texts of the shell: <c>ShellTexts.resx</c> (English) and one file per further language.</summary>
public sealed class ShellTexts;
