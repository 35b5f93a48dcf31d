using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace UserGroups.Web.Tests.Shell;

/// <summary>The form components, driven through the styleguide's form over HTTP as a browser without JavaScript would.</summary>
public sealed class FormTests
{
    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["Title"] = "Maps that explain themselves",
        ["Email"] = "lena@oslo.example",
        ["Password"] = "four words make one",
        ["City"] = "oslo",
        ["Kind"] = "meetup",
        ["Date"] = "2027-02-11",
        ["Starts"] = "18:00",
        ["Expected"] = "24",
    };

    [Fact]
    public async Task A_refused_form_answers_422_with_a_summary_whose_links_lead_to_the_fields_in_their_order()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (response, page) = await PostAsync(site, new(StringComparer.Ordinal) { ["Title"] = "", ["Email"] = "lena", ["Password"] = "short", ["Expected"] = "900", ["Date"] = "2027-02-11", ["Starts"] = "18:00" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("Error: Styleguide · User Groups", page.Title);
        var summary = page.QuerySelector(".error-summary")!;
        Assert.Equal("alert", summary.GetAttribute("role"));
        Assert.Equal(
            ["Fill in “Title”.", "“Email” should look like name@example.org.", "“Password” needs 12 to 128 characters.", "Fill in “City”.", "Fill in “Kind of event”.", "“People expected” should be between 1 and 500."],
            summary.QuerySelectorAll("a").Select(a => a.TextContent));
        foreach (var link in summary.QuerySelectorAll("a"))
        {
            var field = page.GetElementById(link.GetAttribute("href")![1..]);
            Assert.True(field is IHtmlInputElement or IHtmlSelectElement, link.OuterHtml);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("on")]
    [InlineData("1")]
    [InlineData("٣")]
    public async Task A_box_with_neither_yes_nor_no_is_refused_like_any_other_mistake(string value)
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (response, page) = await PostAsync(site, new(Good, StringComparer.Ordinal) { ["Tell"] = value });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("#Tell", Assert.Single(page.QuerySelectorAll(".error-summary a")).GetAttribute("href"));
        Assert.Equal((false, "Maps that explain themselves"), (page.GetElementById("Tell")!.HasAttribute("checked"), Value(page, "Title")));
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_except_the_password()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await PostAsync(site, new(Good, StringComparer.Ordinal) { ["Title"] = "<script>\"&' Ünïcode", ["Email"] = "not an address", ["City"] = "lima", ["Kind"] = "online", ["Expected"] = "many", ["Description"] = "line one\nline two", ["Tell"] = "true", ["Help"] = "swag" });
        Assert.Equal("<script>\"&' Ünïcode", Value(page, "Title"));
        Assert.Equal("not an address", Value(page, "Email"));
        Assert.Equal("", Value(page, "Password"));
        Assert.Equal("lima", page.QuerySelector<IHtmlSelectElement>("#City")!.Value);
        Assert.Equal("online", page.QuerySelector("input[name=Kind][checked]")!.GetAttribute("value"));
        Assert.Equal(["swag"], page.QuerySelectorAll("input[name=Help][checked]").Select(e => e.GetAttribute("value")));
        Assert.Equal("many", Value(page, "Expected"));
        Assert.Equal("line one\nline two", page.QuerySelector<IHtmlTextAreaElement>("#Description")!.Value);
        Assert.True(page.QuerySelector("#Tell")!.HasAttribute("checked"));
        Assert.Equal("Error: “many” does not fit “People expected”.", page.QuerySelector("#Expected-error")!.TextContent);
    }

    [Fact]
    public async Task Every_control_has_a_label_and_its_help_and_error_are_tied_to_it()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await PostAsync(site, []);
        var controls = page.QuerySelectorAll(".form input:not([type=hidden]), .form select, .form textarea").ToList();
        Assert.True(controls.Count >= 16);
        foreach (var control in controls)
        {
            Assert.Single(page.QuerySelectorAll($"label[for='{control.Id}']"));
            foreach (var id in (control.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Assert.NotNull(page.GetElementById(id));
        }
        var title = page.GetElementById("Title")!;
        Assert.Equal("Title-help Title-error", title.GetAttribute("aria-describedby"));
        Assert.Equal("true", title.GetAttribute("aria-invalid"));
        Assert.True(title.HasAttribute("required"));
        Assert.Equal("80", title.GetAttribute("maxlength"));
        Assert.Equal("email", page.GetElementById("Email")!.GetAttribute("autocomplete"));
        Assert.Equal("Kind-error", page.GetElementById("Kind-group")!.GetAttribute("aria-describedby"));
        Assert.Equal("(optional)", page.QuerySelector("label[for=Description] .field-note")!.TextContent);
        Assert.Null(page.QuerySelector("label[for=Email] .field-note"));
    }

    [Fact]
    public async Task Numbers_are_written_as_browsers_send_them_and_dates_as_people_write_them_in_every_language()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await site.OpenAsync("/dev/styleguide", "de-DE");
        var date = page.QuerySelector("#Date")!;
        Assert.Equal(("text", "Do, 11. Feb. 2027", "2027-02-11"), (date.GetAttribute("type"), date.GetAttribute("value"), date.GetAttribute("data-date")));
        Assert.Equal("18:00", Value(page, "Starts"));
        Assert.Equal("24", Value(page, "Expected"));
        Assert.Contains("Expected", page.QuerySelectorAll("input[name=__Invariant]").Select(e => e.GetAttribute("value")));
        Assert.Equal("Do, 11. Feb. 2027, 18:00 Uhr", page.QuerySelector(".answers time")!.TextContent);
    }

    [Fact]
    public async Task Messages_are_in_the_language_of_the_reader()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await PostAsync(site, new(Good, StringComparer.Ordinal) { ["Title"] = "", ["Date"] = "bald", ["Starts"] = "abends", ["Expected"] = "viele" }, "de");
        Assert.Equal(["Bitte „Title“ ausfüllen.", "„bald“ ist nicht als Datum zu lesen. Schreiben Sie es wie 24. Dez. 2026.", "„abends“ ist nicht als Uhrzeit zu lesen. Schreiben Sie sie wie 18:30.", "„viele“ passt nicht zu „People expected“."], page.QuerySelectorAll(".error-summary a").Select(a => a.TextContent));
        Assert.Equal(("bald", "abends"), (Value(page, "Date"), Value(page, "Starts")));
        Assert.Equal("Bitte noch einmal ansehen", page.QuerySelector(".error-summary h2")!.TextContent);
    }

    [Fact]
    public async Task A_good_form_redirects_and_says_so_exactly_once()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (response, _) = await PostAsync(site, new(Good, StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var cookies = response.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]);
        using var next = new HttpRequestMessage(HttpMethod.Get, "/dev/styleguide");
        next.Headers.Add("Cookie", string.Join("; ", cookies));
        using var shown = await site.Client().SendAsync(next);
        var flash = (await ShellSite.ReadAsync(shown)).QuerySelector("main > .flash[role=status]");
        Assert.Equal("The meetup is published. 42 people in Oslo will hear of it.", flash!.TextContent.Trim());
        Assert.Contains(shown.Headers.GetValues("Set-Cookie"), c => c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_400()
    {
        await using var site = await ShellSite.StartAsync("Development");
        using var form = new FormUrlEncodedContent(Good);
        using var response = await site.Client().PostAsync("/dev/styleguide", form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("That request could not be read", (await ShellSite.ReadAsync(response)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_pager_keeps_the_filters_and_drops_the_old_token()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await site.OpenAsync("/dev/styleguide?q=a%26b&after=old");
        Assert.Equal(["/dev/styleguide?q=a%26b&before=a", "/dev/styleguide?q=a%26b&after=b"], page.QuerySelectorAll(".pager a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_chart_has_the_same_numbers_as_a_table()
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (_, page) = await site.OpenAsync("/dev/styleguide");
        var chart = page.QuerySelector(".chart")!;
        Assert.Equal("true", chart.QuerySelector("svg")!.GetAttribute("aria-hidden"));
        Assert.Equal(6, chart.QuerySelectorAll("rect.chart-bar").Length);
        Assert.Equal(["Sep 12", "Oct 18", "Nov 15", "Jan 22", "Feb 18", "Mar 27"], chart.QuerySelectorAll("tbody tr").Select(r => $"{r.Children[0].TextContent} {r.Children[1].TextContent}"));
    }

    private static async Task<(HttpResponseMessage Response, IHtmlDocument Page)> PostAsync(ShellSite site, Dictionary<string, string> fields, string? language = null)
    {
        var (form, page) = await site.OpenAsync("/dev/styleguide", language);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/styleguide");
        request.Headers.Add("Cookie", form.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        request.Headers.Add("Accept", "text/html");
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        fields["__RequestVerificationToken"] = page.QuerySelector<IHtmlInputElement>("form.form input[name=__RequestVerificationToken]")!.Value;
        request.Content = new FormUrlEncodedContent(fields);
        var response = await site.Client().SendAsync(request);
        return (response, await ShellSite.ReadAsync(response));
    }

    private static string Value(IHtmlDocument page, string id) => page.QuerySelector<IHtmlInputElement>($"#{id}")!.Value;
}
