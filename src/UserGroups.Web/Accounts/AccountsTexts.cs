namespace UserGroups.Web.Accounts;

/// <summary>
/// Marks the texts of accounts. The English sentence is its own key; <c>AccountsTexts.de.resx</c> holds the German one. A test reads every
/// sentence used in code and views and finds it there.
/// </summary>
public sealed class AccountsTexts;
