using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>Something somebody wrote on a request: a comment that both sides read, or a note that only staff read.</summary>
public sealed class RequestNote : IHasId
{
    public const int TextLength = 2000;

    private RequestNote()
    {
    }

    public RequestNote(long requestId, long authorId, string? text, bool isForStaff, DateTime now)
    {
        (RequestId, AuthorId, IsForStaff, At) = (requestId, authorId, isForStaff, now);
        Text = Checked.Text(text, TextLength, "Text", "Write something first.");
    }

    public long Id { get; private set; }

    public long RequestId { get; private set; }

    public long AuthorId { get; private set; }

    public string Text { get; private set; } = "";

    public bool IsForStaff { get; private set; }

    public DateTime At { get; private set; }
}
