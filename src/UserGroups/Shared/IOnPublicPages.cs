namespace UserGroups.Shared;

/// <summary>
/// Marks an entity that pages show to everybody: a group, an event, a post, the vendor's name. A commit that writes to its table makes the kept copies of
/// those pages worthless (<c>PublicChanges</c>).
/// </summary>
public interface IOnPublicPages;
