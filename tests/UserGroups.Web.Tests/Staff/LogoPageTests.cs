using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Staff;

public sealed class LogoPageTests : IAsyncLifetime
{
    private const string Path = "/staff/settings/logo";
    private const string Drawing = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle id="c" cx="5" cy="5" r="4"/><use href="#c"/></svg>""";
    private Portal portal = null!;
    private PortalClient sam = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_drawing_is_shown_to_everybody_and_can_do_nothing_but_be_drawn()
    {
        Assert.Equal((HttpStatusCode.Found, Path), Outcome(await SendAsync(Encoding.UTF8.GetBytes(Drawing))));
        var picture = (await sam.GetAsync(Path)).Document.QuerySelector(".logo-preview")!.GetAttribute("src")!;
        using var answer = await portal.Browser().Http.GetAsync(new Uri(picture, UriKind.Relative));
        Assert.Equal(("image/svg+xml; charset=utf-8", Drawing), (answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync()));
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_PNG_is_taken_by_its_content_whatever_its_name()
    {
        Assert.Equal((HttpStatusCode.Found, Path), Outcome(await SendAsync(Png(36, 36), "logo.exe", "application/x-msdownload")));
        Assert.Equal("image/png", await portal.AskAsync(db => db.Set<Logo>().Select(l => l.ContentType).SingleAsync()));
    }

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "nothing", [] },
        { "no picture", "MZ\0\0"u8.ToArray() },
        { "page", "<!doctype html><script>alert(1)</script>"u8.ToArray() },
        { "script", Svg("<script>alert(1)</script>") },
        { "handler", Svg("<rect width='1' height='1' ONLOAD='alert(1)'/>") },
        { "foreign object", Svg("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>") },
        { "link", Svg("<a href='https://evil.example'><rect/></a>") },
        { "javascript reference", Svg("<use href='javascript:alert(1)'/>") },
        { "outside reference", Svg("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='https://evil.example/a.svg#b'/>") },
        { "outside paint", Svg("<rect fill='url(https://evil.example/a.svg#b)'/>") },
        { "outside paint behind an inner one", Svg("<rect style='fill:url(#a);background:url(https://evil.example/x)'/>") },
        { "outside picture without url", Svg("<rect style='background:image-set(\"https://evil.example/x\" 1x)'/>") },
        { "escaped url", Svg(@"<rect style='background:u\72l(https://evil.example/x)'/>") },
        { "style sheet from outside", "<?xml-stylesheet href='https://evil.example/x.css'?>"u8.ToArray().Concat(Svg("<rect/>")).ToArray() },
        { "entity bomb", "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&b;</text></svg>"u8.ToArray() },
        { "bomb of references", Bomb() },
        { "reference to itself", Svg("<g id='a'><use href='#a'/></g>") },
        { "ten thousand levels", Svg(string.Concat(Enumerable.Repeat("<g>", 10_000)) + string.Concat(Enumerable.Repeat("</g>", 10_000))) },
        { "too large", new byte[Logo.MaxBytes + 1] },
        { "wide PNG", Png(2001, 1) },
        { "bomb PNG", Png(60_000, 60_000) },
        { "cut PNG", Png(36, 36)[..40] },
        { "PNG with a page behind it", [.. Png(36, 36), .. "<script>alert(1)</script>"u8] },
        { "moving PNG", Png(36, 36, "acTL") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_that_is_more_or_less_than_a_picture_is_refused_and_nothing_saved(string what, byte[] content)
    {
        var answer = await SendAsync(content);
        Assert.Equal((what, HttpStatusCode.UnprocessableEntity), (what, answer.StatusCode));
        Assert.Equal((0, 0), (await portal.AskAsync(db => db.Set<Logo>().CountAsync()), await ChangesAsync()));
    }

    [Fact]
    public async Task Twenty_at_once_store_it_once_and_two_removals_remove_it_once()
    {
        var token = await TokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(Encoding.UTF8.GetBytes(Drawing), token: token)));
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Found, Path), Outcome(a)));
        Assert.Equal((1, 1), (await portal.AskAsync(db => db.Set<Logo>().CountAsync()), await ChangesAsync()));
        var page = await sam.GetAsync(Path);
        Assert.Equal(Path, (await sam.SubmitAsync(page, "Remove the logo")).Location);
        Assert.Equal(Path, (await sam.SubmitAsync(page, "Remove the logo")).Location);
        Assert.Equal(2, await ChangesAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Browser().GetAsync("/brand/logo")).Status);
    }

    private static byte[] Svg(string inside) => Encoding.UTF8.GetBytes($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">{inside}</svg>");

    // Ten levels of ten references each: a kilobyte that a browser would draw as ten thousand million circles.
    private static byte[] Bomb() => Svg("<circle id='l0' r='1'/>" + string.Concat(Enumerable.Range(1, 10).Select(level =>
        $"<g id='l{level}'>{string.Concat(Enumerable.Repeat($"<use href='#l{level - 1}'/>", 10))}</g>")));

    private static byte[] Png(int width, int height, string? extra = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. extra is null ? [] : Chunk(extra, new byte[8]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    private static (HttpStatusCode Status, string? Location) Outcome(HttpResponseMessage answer) => (answer.StatusCode, answer.Headers.Location?.OriginalString);

    private async Task<string> TokenAsync() => (await sam.GetAsync(Path)).Document.QuerySelector("main input[name=__form]")!.GetAttribute("value")!;

    private async Task<HttpResponseMessage> SendAsync(byte[] content, string name = "logo.svg", string type = "image/svg+xml", string? token = null)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var form = new MultipartFormDataContent { { new StringContent(token ?? await TokenAsync()), "__form" }, { file, "File", name } };
        return await sam.Http.PostAsync(new Uri(Path, UriKind.Relative), form);
    }

    private Task<int> ChangesAsync() => portal.AskAsync(db => db.History.CountAsync(h => h.Action == "setting.changed"));
}
