namespace UserGroups.Shared;

/// <summary>Something stored under a number given by the database, so that history can name it before it has one.</summary>
public interface IHasId
{
    long Id { get; }
}
