using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;

namespace UserGroups.Web.Tests;

/// <summary>A page as a person has it before them.</summary>
public sealed record Page(HttpStatusCode Status, string Path, string? Location, IHtmlDocument Document, HttpResponseMessage Response)
{
    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public string Text => Document.Body?.TextContent ?? "";

    /// <summary>The sentences of the error summary.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".error-summary li").Select(e => e.TextContent.Trim())];

    /// <summary>Where the sentences of the error summary lead; a link to a field there is not says so.</summary>
    public IReadOnlyList<string> WrongFields =>
        [.. Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!).Select(href => Document.QuerySelector(href) is null ? href + " leads nowhere" : href)];

    public string Value(string label) => Field(Document.Body!, label) switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => "",
    };

    /// <summary>The control a label names, found by the label's words as a person finds it.</summary>
    public static IElement? Field(IElement root, string label)
    {
        var found = root.QuerySelectorAll("label").FirstOrDefault(l => l.TextContent.Trim() == label || l.TextContent.Trim().StartsWith(label + " (", StringComparison.Ordinal))
            ?? root.QuerySelectorAll("label").FirstOrDefault(l => l.QuerySelector(".field-note") is { } note && l.TextContent.Replace(note.TextContent, "", StringComparison.Ordinal).Trim() == label);
        return found?.GetAttribute("for") is string id ? root.Owner!.GetElementById(id) : null;
    }
}

/// <summary>A browser without JavaScript: opens pages, fills forms by label, presses buttons. Follows redirects only when asked.</summary>
public sealed class PortalClient(HttpClient http, TimeProvider clock)
{
    private static readonly HtmlParser Parser = new();

    public HttpClient Http => http;

    /// <summary>The portal's clock, which a person's phone follows.</summary>
    public TimeProvider Clock => clock;

    public async Task<Page> GetAsync(string path, bool follow = false)
    {
        var page = await ReadAsync(await http.GetAsync(path), path);
        return follow ? await FollowAsync(page) : page;
    }

    public async Task<Page> FollowAsync(Page page)
    {
        for (var i = 0; i < 5 && page.Location is string location; i++)
            page = await ReadAsync(await http.GetAsync(location), location);
        return page;
    }

    /// <summary>Fills the form whose button has these words and presses it.</summary>
    public async Task<Page> SubmitAsync(Page page, string button, params (string Label, string Value)[] fields) =>
        await ReadAsync(await http.SendAsync(Request(page, button, fields)), page.Path);

    /// <summary>Opens a page, fills, presses.</summary>
    public async Task<Page> SubmitAsync(string path, string button, params (string Label, string Value)[] fields) => await SubmitAsync(await GetAsync(path), button, fields);

    /// <summary>The same form sent many times at once.</summary>
    public async Task<Page[]> SubmitAtOnceAsync(Page page, int times, string button, params (string Label, string Value)[] fields) =>
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => SubmitAsync(page, button, fields)));

    /// <summary>Posts with a valid form token of this browser, whatever the page offers: what somebody with bad intent would send.</summary>
    public async Task<Page> PostAsync(string path, string tokenFrom, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(tokenFrom);
        // Pages whose forms are guarded by where they come from have none; the person's own account always has.
        var token = TokenOf(page) ?? TokenOf(await GetAsync("/account")) ?? throw new InvalidOperationException($"{tokenFrom} has no form ({page.Status}).");
        var body = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__form", token));
        return await ReadAsync(await http.PostAsync(path, new FormUrlEncodedContent(body)), path);
    }

    private static string? TokenOf(Page page) => page.Document.QuerySelector("input[name=__form]")?.GetAttribute("value");

    private static HttpRequestMessage Request(Page page, string button, (string Label, string Value)[] fields)
    {
        var pressed = page.Document.QuerySelectorAll("main button, form[action='/account/sign-out'] button").FirstOrDefault(b => b.TextContent.Trim() == button)
            ?? throw new InvalidOperationException($"“{page.Heading}” ({page.Status}) has no button “{button}”.");
        var form = (IHtmlFormElement)pressed.Closest("form")!;
        foreach (var (label, value) in fields)
            Fill(Page.Field(form, label) ?? throw new InvalidOperationException($"“{page.Heading}” has no field “{label}”."), value);
        var body = form.QuerySelectorAll("input, select, textarea")
            .Where(e => e is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false })
            .Select(e => KeyValuePair.Create<string, string?>(e.GetAttribute("name") ?? "", e switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => "",
            }))
            .Where(p => p.Key.Length > 0);
        // A button may lead elsewhere than its form.
        var to = (pressed.GetAttribute("formaction") ?? form.GetAttribute("action")) is { Length: > 0 } action ? action : page.Path;
        return string.Equals(form.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase)
            ? new HttpRequestMessage(HttpMethod.Get, to + QueryString.Create(body))
            : new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(body) };
    }

    private static void Fill(IElement field, string value)
    {
        switch (field)
        {
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlSelectElement select:
                select.Value = value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
        }
    }

    private static async Task<Page> ReadAsync(HttpResponseMessage response, string path) => new(
        response.StatusCode, path, response.Headers.Location?.OriginalString, await Parser.ParseDocumentAsync(await response.Content.ReadAsStringAsync()), response);
}
