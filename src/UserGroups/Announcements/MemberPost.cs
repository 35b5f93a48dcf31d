using UserGroups.Announcements.Letters;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>
/// What the portal writes to a chapter's members by itself: to those who asked for news, in their daytime, with the same list and the same way out as the
/// letters of the organizers. It counts for no cap: it goes once in the life of a vacancy.
/// </summary>
public sealed class MemberPost(FanOut fanOut, LetterLinks links, SettingsService settings, PostOffice post, SiteAddress site) : IMemberPost
{
    public Task PrepareAsync(CancellationToken cancel) => links.PrepareAsync(cancel);

    public async Task<int> WriteAsync(Chapter chapter, MemberCall call, CancellationToken cancel)
    {
        var sheet = new NewsSheet(site, chapter.Slug, chapter.Name, call.Subject, call.Body, null);
        return await fanOut.EachLotAsync(
            chapter, await settings.ReadAsync(cancel),
            readers => post.SendManyAsync(
                null, readers.Select(r => ((Letter)new MembersAsked(r.Member.Email, r.Member.Name, sheet, call, links.Write(new LetterLink(r.Member.PersonId, chapter.Id, 0))), r.NotBefore)), cancel),
            cancel);
    }
}
