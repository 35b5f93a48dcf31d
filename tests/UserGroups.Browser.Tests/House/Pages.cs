using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace UserGroups.Browser.Tests.House;

/// <summary>Every address that is answered with a page: read from the controllers, so that a new one is judged without anybody thinking of it.</summary>
public static partial class Pages
{
    // The demo story numbers its requests in the order they were sent.
    private static readonly string Closed = RequestOfStory(1);
    private static readonly string Waiting = RequestOfStory(2);
    private const string OsloNext = "/events/community-day-vision-news-stories-tips";

    /// <summary>What to ask for where an address has a hole; links of letters are added by the test that has the letters.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Samples = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["/account/confirm/{token}"] = ["/account/confirm/00000000000000000000000000000000"],
        ["/account/reset/{token:length(32)}"] = ["/account/reset/00000000000000000000000000000000"],
        ["/account/invitation/{token}"] = ["/account/invitation/00000000000000000000000000000000"],
        ["/account/address/confirm/{token}"] = ["/account/address/confirm/00000000000000000000000000000000"],
        ["/account/passkeys/{id}/name"] = ["/account/passkeys/none/name"],
        ["/setup/{token}"] = ["/setup/00000000000000000000000000000000"],
        ["/staff/settings/{key}"] = ["/staff/settings/sponsorship.stipend-cap", "/staff/settings/brand.name", "/staff/settings/brand.postal-address"],
        ["/staff/outbox/{id:long}"] = ["/staff/outbox/1"],
        ["/dev/mailbox/{id:long}"] = ["/dev/mailbox/1"],
        ["/apply/{id:long}"] = ["/apply/3"],
        ["/apply/{id:long}/check"] = ["/apply/3/check"],
        ["/apply/{id:long}/nearby"] = ["/apply/3/nearby"],
        ["/apply/{id:long}/sent"] = ["/apply/3/sent"],
        ["/apply/{id:long}/what"] = ["/apply/3/what"],
        ["/apply/{id:long}/where"] = ["/apply/3/where"],
        ["/chapters/{slug}"] = ["/chapters/oslo", "/chapters/lima"],
        ["/chapters/{slug}/help"] = ["/chapters/oslo/help"],
        ["/chapters/{slug}/watch"] = ["/chapters/oslo/watch"],
        ["/events/{slug}"] = [OsloNext, "/events/taller-tu-primer-tablero", "/events/five-quick-tips"],
        ["/events/{slug}/answers/sent"] = [$"{OsloNext}/answers/sent"],
        ["/invitations/{token}"] = ["/invitations/00000000000000000000000000000000"],
        ["/lead/{chapter}/events"] = ["/lead/oslo/events"],
        ["/lead/{chapter}/events/new"] = ["/lead/oslo/events/new"],
        ["/lead/{chapter}/events/{slug}"] = [$"/lead/oslo{OsloNext}", "/lead/oslo/events/five-quick-tips", "/lead/oslo/events/speakers-wanted-your-map-your-story"],
        ["/lead/{chapter}/events/{slug}/attendees"] = [$"/lead/oslo{OsloNext}/attendees", "/lead/oslo/events/five-quick-tips/attendees"],
        ["/lead/{chapter}/events/{slug}/cancellation"] = [$"/lead/oslo{OsloNext}/cancellation"],
        ["/lead/{chapter}/events/{slug}/check-in"] = [$"/lead/oslo{OsloNext}/check-in", "/lead/oslo/events/five-quick-tips/check-in"],
        ["/lead/{chapter}/events/{slug}/copy"] = ["/lead/oslo/events/five-quick-tips/copy"],
        ["/lead/{chapter}/events/{slug}/edit"] = [$"/lead/oslo{OsloNext}/edit"],
        ["/lead/{chapter}/events/{slug}/postponement"] = [$"/lead/oslo{OsloNext}/postponement"],
        ["/lead/{slug}"] = ["/lead/oslo"],
        ["/lead/{slug}/organizers"] = ["/lead/oslo/organizers"],
        ["/lead/{slug}/page"] = ["/lead/oslo/page"],
        ["/rsvp/{token}"] = ["/rsvp/00000000000000000000000000000000"],
        ["/watch/{token}"] = ["/watch/00000000000000000000000000000000"],
        ["/staff/chapters/{id:long}"] = ["/staff/chapters/1", "/staff/chapters/3"],
        ["/blog/{slug}"] = ["/blog/when-it-breaks-at-night"],
        ["/chapters/{slug}/announcements"] = ["/chapters/oslo/announcements"],
        ["/chapters/{slug}/announcements/{announcement}"] = ["/chapters/oslo/announcements/what-we-learned-about-services"],
        ["/lead/{chapter}/announcements"] = ["/lead/oslo/announcements", "/lead/lima/announcements"],
        ["/lead/{chapter}/announcements/new"] = ["/lead/oslo/announcements/new"],
        ["/lead/{chapter}/announcements/{id:long}"] = ["/lead/oslo/announcements/1"],
        ["/lead/{chapter}/announcements/{id:long}/edit"] = ["/lead/oslo/announcements/1/edit"],
        ["/lead/{chapter}/events/{slug}/request"] = ["/lead/oslo/events/speakers-wanted-your-map-your-story/request"],
        ["/lead/{chapter}/events/{slug}/request/check"] = ["/lead/oslo/events/speakers-wanted-your-map-your-story/request/check"],
        ["/lead/{chapter}/request"] = ["/lead/oslo/request"],
        ["/lead/{chapter}/request/check"] = ["/lead/oslo/request/check"],
        ["/preferences/{token}"] = ["/preferences/00000000000000000000000000000000"],
        ["/unsubscribe/{token}"] = ["/unsubscribe/00000000000000000000000000000000"],
        ["/requests/{reference}"] = [Closed, Waiting],
        ["/requests/{reference}/address"] = [$"{Closed}/address", $"{Waiting}/address"],
        ["/requests/{reference}/licence-key"] = [$"{Closed}/licence-key"],
        ["/requests/{reference}/payee"] = [$"{Closed}/payee", $"{Waiting}/payee"],
        ["/requests/{reference}/report"] = [$"{Closed}/report", $"{Waiting}/report"],
        ["/requests/{reference}/sent"] = [$"{Waiting}/sent"],
        ["/requests/{reference}/suggestion"] = [$"{Closed}/suggestion", $"{Waiting}/suggestion"],
        ["/staff/announcements/{id:long}"] = ["/staff/announcements/1", "/staff/announcements/5"],
        ["/staff/budgets/{id:long}"] = ["/staff/budgets/3"],
        ["/staff/licences/lines/{lineId:long}/revocation"] = ["/staff/licences/lines/4/revocation"],
        ["/staff/parcels/lines/{lineId:long}"] = ["/staff/parcels/lines/5"],
        ["/staff/parcels/{id:long}"] = ["/staff/parcels/1"],
        ["/staff/parcels/{id:long}/packing-list"] = ["/staff/parcels/1/packing-list"],
        ["/staff/payments/{id:long}"] = ["/staff/payments/1"],
        ["/staff/payments/{id:long}/cheque-request"] = ["/staff/payments/1/cheque-request"],
        ["/staff/posts/{id:long}"] = ["/staff/posts/1"],
        ["/staff/requests/{reference}"] = [$"/staff{Closed}", $"/staff{Waiting}"],
        ["/staff/swag/{id:long}"] = ["/staff/swag/2"],
        ["/dev/styleguide/errors/{status:int:range(400,599)}"] = [.. new[] { 400, 403, 404, 409, 422, 429, 500 }.Select(s => $"/dev/styleguide/errors/{s}")],
    };

    /// <summary>What answers a GET and is no page of the portal.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoPages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/blog/feed.xml"] = "a feed",
        ["/brand/logo"] = "a picture",
        ["/robots.txt"] = "a text file",
        ["/sitemap.xml"] = "data",
        ["/sitemap-{part}-{number:int}.xml"] = "data",
        ["/.well-known/security.txt"] = "a text file",
        ["/.well-known/change-password"] = "only leads on",
        ["/staff/budgets/budgets.csv"] = "a table to take away",
        ["/staff/payments.csv"] = "a table to take away",
        ["/calendar.ics"] = "a calendar",
        ["/chapters.geojson"] = "data",
        ["/cities.json"] = "data",
        ["/apply/nearby"] = "a piece of a page, for the script",
        ["/chapters/{slug}/calendar.ics"] = "a calendar",
        ["/chapters/{slug}/feed.xml"] = "a feed",
        ["/events/{slug}.ics"] = "a calendar",
        ["/my/calendar/{token}.ics"] = "a calendar",
        ["/lead/{chapter}/events/{slug}/attendees.csv"] = "a table to take away",
        ["/staff/outbox/{id:long}/html"] = "a letter inside a frame, in the look of letters",
        ["/staff/outbox/{id:long}/source"] = "a text file",
        ["/dev/mailbox/{id:long}/html"] = "a letter inside a frame, in the look of letters",
    };

    /// <summary>Templates of all GET actions.</summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        .. typeof(Program).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAbstract)
            .SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .SelectMany(a => a.GetCustomAttributes<HttpMethodAttribute>())
                .Where(a => a.HttpMethods.Contains("GET"))
                .SelectMany(a => c.GetCustomAttributes<RouteAttribute>().Select(r => (string?)r.Template).DefaultIfEmpty(null).Select(r => Join(r, a.Template))))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Addresses to open.</summary>
    public static IEnumerable<string> Addresses => Templates.Where(t => !NoPages.ContainsKey(t)).SelectMany(t => Hole().IsMatch(t) ? Samples[t] : [t]).Append("/no-such-page");

    /// <summary>Templates with a hole for which no sample stands here.</summary>
    public static IEnumerable<string> Unknown => Templates.Where(t => Hole().IsMatch(t) && !NoPages.ContainsKey(t) && !Samples.ContainsKey(t));

    // Sent so many days before today's; each year counts anew.
    private static string RequestOfStory(int index)
    {
        var years = new[] { -108, -72, -5 }.Select(days => DateTime.UtcNow.AddHours(-12).Date.AddDays(days).Year).ToList();
        return $"/requests/SR-{years[index]}-{years.Take(index + 1).Count(y => y == years[index]):0000}";
    }

    private static string Join(string? before, string? own) => own?.StartsWith('/') == true ? own : $"{before?.TrimEnd('/')}/{own}".TrimEnd('/');

    [GeneratedRegex(@"\{", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
