using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UserGroups.Mail;
using UserGroups.Mail.Inbound;
using UserGroups.Shared;
using UserGroups.Tests.Mail;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Start;

namespace UserGroups.Web.Tests.Mail;

public sealed class OutboxPageTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Staff_see_letters_filter_them_and_read_one_in_a_frame_of_its_own()
    {
        var id = await PostAsync(new Note("max@member.example", "Hello **Max**, [your seat](https://groups.example/s)."));
        await PostAsync(new Note("ida@member.example") { Queue = MailLane.Bulk });
        var aino = await StaffAsync("Aino", StaffRole.CommunityManager);

        Assert.Equal(2, (await aino.GetAsync("/staff/outbox")).Document.QuerySelectorAll("tbody tr").Length);
        Assert.Single((await aino.GetAsync("/staff/outbox?Lane=Bulk")).Document.QuerySelectorAll("tbody tr"));
        Assert.Single((await aino.GetAsync("/staff/outbox?Address=MAX@")).Document.QuerySelectorAll("tbody tr"));
        Assert.Empty((await aino.GetAsync("/staff/outbox?State=Failed")).Document.QuerySelectorAll("tbody tr"));
        var page = await aino.GetAsync($"/staff/outbox/{id}");
        Assert.Equal("A seat is yours", page.Heading);
        Assert.Equal("", page.Document.QuerySelector("iframe")!.GetAttribute("sandbox"));
        Assert.Contains("Hello Max, your seat (https://groups.example/s).", page.Document.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        var html = await aino.GetAsync($"/staff/outbox/{id}/html");
        Assert.Equal("Max", html.Document.QuerySelector("strong")!.TextContent);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox", html.Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("Message-ID:", (await aino.GetAsync($"/staff/outbox/{id}/source")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_signs_in_first_and_those_without_the_role_or_the_second_factor_are_refused()
    {
        var id = await PostAsync(new Note("max@member.example"));
        foreach (var path in new[] { "/staff/outbox", $"/staff/outbox/{id}", $"/staff/outbox/{id}/html", $"/staff/outbox/{id}/source" })
        {
            Assert.Equal(HttpStatusCode.Found, (await portal.Browser().GetAsync(path)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await (await StaffAsync("Finn" + path.Length, StaffRole.Finance)).GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.Found, (await (await portal.SignedInAsync("Sam", StaffRole.Administrator)).GetAsync("/staff/outbox")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await StaffAsync("Aino", StaffRole.CommunityManager)).GetAsync("/staff/outbox/99")).Status);
    }

    [Fact]
    public async Task Nobody_on_staff_reads_a_sign_in_link()
    {
        var id = await PostAsync(new Note("max@member.example", "[Sign in](https://groups.example/secret)") { Queue = MailLane.System });
        var sam = await StaffAsync("Sam", StaffRole.Administrator);
        Assert.DoesNotContain("secret", (await sam.GetAsync($"/staff/outbox/{id}")).Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.GetAsync($"/staff/outbox/{id}/html")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.GetAsync($"/staff/outbox/{id}/source")).Status);
    }

    [Fact]
    public async Task A_letter_called_back_twice_is_called_back_once_and_can_be_tried_again()
    {
        var id = await PostAsync(new Note("max@member.example"));
        var aino = await StaffAsync("Aino", StaffRole.CommunityManager);
        var page = await aino.GetAsync($"/staff/outbox/{id}");
        Assert.Equal(HttpStatusCode.Found, (await aino.SubmitAsync(page, "Call back")).Status);
        Assert.Equal(HttpStatusCode.Found, (await aino.SubmitAsync(page, "Call back")).Status);
        Assert.Equal(OutboxState.Cancelled, (await LetterAsync(id)).State);
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "letter.cancelled" && h.SubjectId == id)));
        await aino.SubmitAsync($"/staff/outbox/{id}", "Try again");
        Assert.Equal((OutboxState.Waiting, 0), ((await LetterAsync(id)).State, (await LetterAsync(id)).Tries));
    }

    [Fact]
    public async Task A_support_agent_may_retry_and_not_call_back()
    {
        var id = await PostAsync(new Note("max@member.example"));
        var agent = await StaffAsync("Tom", StaffRole.SupportAgent);
        var page = await agent.GetAsync($"/staff/outbox/{id}");
        Assert.DoesNotContain("Call back", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync($"/staff/outbox/{id}/cancellations", $"/staff/outbox/{id}")).Status);
        Assert.Equal(OutboxState.Waiting, (await LetterAsync(id)).State);
    }

    [Fact]
    public async Task A_stopped_address_gets_mail_again_only_for_a_reason_and_what_was_typed_stays()
    {
        var id = await PostAsync(new Note("max@member.example"));
        await using (var db = portal.Db())
        {
            db.SuppressedAddresses.Add(new SuppressedAddress("max@member.example", SuppressionReason.HardBounce, "550 no such box", id, Portal.Start.UtcDateTime, null));
            await db.SaveChangesAsync();
        }

        var aino = await StaffAsync("Aino", StaffRole.CommunityManager);
        var page = await aino.GetAsync($"/staff/outbox/{id}");
        foreach (var wrong in new[] { "", "too short", new string('x', 301) })
        {
            var refused = await aino.SubmitAsync(page, "Let it get mail again", ("Why it may get mail again", wrong));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal("Say in 10 to 300 characters why this address may get mail again.", refused.Document.QuerySelector(".error-summary a[href='#Reason']")!.TextContent);
            Assert.Equal(wrong, refused.Document.QuerySelector("#Reason")!.GetAttribute("value") ?? "");
        }

        Assert.Equal(1, await portal.AskAsync(db => db.SuppressedAddresses.CountAsync()));
        var agent = await StaffAsync("Tom", StaffRole.SupportAgent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync($"/staff/outbox/{id}/releases", $"/staff/outbox/{id}", ("Reason", "He has a new box now"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await aino.SubmitAsync(page, "Let it get mail again", ("Why it may get mail again", "He has a new box now"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await aino.SubmitAsync(page, "Let it get mail again", ("Why it may get mail again", "He has a new box now"))).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.SuppressedAddresses.CountAsync()));
    }

    [Fact]
    public async Task The_mailbox_does_not_exist_in_production()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Browser().GetAsync("/dev/mailbox")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Browser().GetAsync("/dev/mailbox/1/html")).Status);
    }

    [Fact]
    public async Task In_Development_anybody_reads_every_letter_with_links_that_can_be_followed()
    {
        var folder = PortalProcess.NewFolder();
        await using var development = PortalProcess.Start(folder, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" });
        await development.WaitUntilReadyAsync();
        await using (var db = CrashTests.Open(folder))
        {
            db.Outbox.Add(new OutboxMessage(new Note("zoe@member.example", "[Confirm](https://localhost/confirm/abc)") { Queue = MailLane.System }, MessageId.New("vendor.example"), DateTime.UtcNow));
            await db.SaveChangesAsync();
        }

        using var browser = new HttpClient { BaseAddress = development.Address };
        var list = await ReadAsync("/dev/mailbox?address=zoe");
        var page = await ReadAsync(list.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Equal("https://localhost/confirm/abc", page.QuerySelector("pre a")!.GetAttribute("href"));
        Assert.Contains("Message-ID:", page.Body!.TextContent, StringComparison.Ordinal);
        var html = await ReadAsync(page.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.Equal("https://localhost/confirm/abc", html.QuerySelector("a.b")!.GetAttribute("href"));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(string path) =>
            new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task The_inbound_hook_does_not_exist_without_a_key()
    {
        using var answer = await portal.Browser().Http.PostAsync(new Uri("/mail/inbound", UriKind.Relative), new ByteArrayContent("x"u8.ToArray()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_inbound_hook_takes_what_is_signed_once_and_keeps_what_it_cannot_read()
    {
        const string key = "0123456789abcdef0123456789abcdef";
        await using var site = portal.WithWebHostBuilder(builder => builder.ConfigureAppConfiguration((_, configuration) =>
            Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(configuration, new Dictionary<string, string?> { ["Mail:Inbound:Key"] = key }))
            .UseSetting("Mail:Inbound:Key", key));
        using var client = site.CreateClient();
        var body = Encoding.ASCII.GetBytes("no message at all");
        var signature = InboundSignature.Sign(key, body, portal.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(InboundSignature.Sign(key + "x", body, portal.Clock.GetUtcNow())));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(InboundSignature.Sign(key, body, portal.Clock.GetUtcNow().AddMinutes(-6))));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(signature));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(signature));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(InboundSignature.Sign(key, body, portal.Clock.GetUtcNow().AddSeconds(1))));
        var kept = await portal.AskAsync(db => db.InboundReports.SingleAsync());
        Assert.Equal((InboundKind.Unreadable, "hook"), (kept.Kind, kept.Source));
        Assert.Equal(body, kept.Raw);

        async Task<HttpStatusCode> PostAsync(string? sign)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/mail/inbound") { Content = new ByteArrayContent(body) };
            if (sign is not null)
                request.Headers.Add(InboundSignature.Header, sign);
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    private async Task<long> PostAsync(Letter letter)
    {
        await using var db = portal.Db();
        var row = new OutboxMessage(letter, MessageId.New("vendor.example"), Portal.Start.UtcDateTime);
        db.Outbox.Add(row);
        await db.SaveChangesAsync();
        return row.Id;
    }

    private Task<OutboxMessage> LetterAsync(long id) => portal.AskAsync(db => db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id));

    // The second factor is what these tests need, not what they are about.
    private async Task<PortalClient> StaffAsync(string name, StaffRole role)
    {
        var browser = await portal.SignedInAsync(name, role);
        await using var db = portal.Db();
        var session = await db.Sessions.OrderByDescending(s => s.Id).FirstAsync();
        session.Prove(Portal.Start.UtcDateTime, withSecondFactor: true);
        await db.SaveChangesAsync();
        return browser;
    }
}
