namespace UserGroups.Accounts.Letters;

/// <summary>Takes the page that somebody wanted along, so that it need not be looked for again after a letter.</summary>
internal static class ReturnPath
{
    /// <param name="path">Of the page in the letter.</param>
    /// <param name="wanted">A path of this site, checked when it was taken and checked again when it is followed; null for none.</param>
    public static string After(string path, string? wanted) => wanted is null ? path : $"{path}?returnUrl={Uri.EscapeDataString(wanted)}";
}
