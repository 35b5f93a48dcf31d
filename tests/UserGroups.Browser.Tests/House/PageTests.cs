using System.Collections.Concurrent;
using Microsoft.Playwright;
using UserGroups.Accounts;

namespace UserGroups.Browser.Tests.House;

/// <summary>Every page there is, as a visitor, a member and the administrator find it.</summary>
[Collection(LookingAround.Name)]
public sealed class PageTests(DevelopmentSite site)
{
    // So many pages are judged at once; more only makes two cores wait for each other.
    private const int Tabs = 3;

    [Fact]
    public void Every_address_with_a_hole_has_a_sample_and_every_sample_an_address()
    {
        Assert.Equal([], Pages.Unknown);
        Assert.Equal([], Pages.Samples.Keys.Concat(Pages.NoPages.Keys).Except(Pages.Templates));
    }

    [Fact]
    public async Task A_visitor_finds_no_barrier_on_any_page()
    {
        await using var visitor = await site.VisitAsync();
        await SignUpAsync(visitor);
        await JudgeAllAsync(visitor, await site.Mail.LinkAsync("runa@example.org", "/account/confirm/"), await ResetLinkAsync(visitor));
    }

    [Fact]
    public async Task A_member_finds_no_barrier_on_any_page()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.SignInAsync("max@example.org", DemoCast.Password);
        await JudgeAllAsync(visitor);
    }

    [Fact]
    public async Task An_administrator_finds_no_barrier_on_any_page()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.SignInAsync("sam@example.org", DemoCast.Password, "One more step");
        var between = await FaultsAsync(visitor, visitor.Page, "/account/second-factor");
        between.AddRange(await FaultsAsync(visitor, visitor.Page, "/account/recovery-code"));
        await visitor.GoAsync("/account/second-factor", "One more step");
        await visitor.FillAsync("Code", await visitor.Main.Locator(".notice strong").InnerTextAsync());
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visitor.SeeSignedInAsync();
        Assert.Equal("", string.Join('\n', between));
        await JudgeAllAsync(visitor);
    }

    private static async Task SignUpAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/sign-up", "Make an account");
        await visitor.FillAsync("Name", "Runa");
        await visitor.FillAsync("Email", "runa@example.org");
        await visitor.FillAsync("Password", "six wandering albatrosses");
        await visitor.PressAsync("Make my account", "Look into your mail");
    }

    private async Task<string> ResetLinkAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/reset", "Choose a new password");
        await visitor.FillAsync("Email", "ida@example.org");
        await visitor.PressAsync("Send me the link", "Look into your mail");
        return await site.Mail.LinkAsync("ida@example.org", "/account/reset/");
    }

    private static async Task JudgeAllAsync(Visitor visitor, params string[] more)
    {
        var waiting = new ConcurrentQueue<string>(Pages.Addresses.Concat(more));
        var faults = new ConcurrentBag<string>();
        var judged = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Task.WhenAll(Enumerable.Range(0, Tabs).Select(async _ =>
        {
            var tab = await visitor.Context.NewPageAsync();
            while (waiting.TryDequeue(out var path))
            {
                foreach (var fault in await FaultsAsync(visitor, tab, path, judged))
                    faults.Add(fault);
            }

            await tab.CloseAsync();
        }));
        Assert.Equal("", string.Join('\n', faults.Concat(visitor.Complaints).Order(StringComparer.Ordinal)));
        Assert.InRange(judged.Count, 15, 500);
    }

    // Pages that lead to one already judged (sign-in, "there is nothing here") are not judged again.
    private static async Task<List<string>> FaultsAsync(Visitor visitor, IPage tab, string path, ConcurrentDictionary<string, bool>? judged = null)
    {
        var answer = await tab.GotoAsync(path) ?? throw new InvalidOperationException($"{path} was not answered.");
        if (answer.Status >= 500 && !path.StartsWith("/dev/styleguide/errors/", StringComparison.Ordinal))
            return [$"{path}: {answer.Status}"];
        var place = answer.Status == 404 ? "404" : new Uri(tab.Url).AbsolutePath;
        return judged is not null && !judged.TryAdd(place, true) ? [] : [.. await PageJudge.JudgeAsync(tab)];
    }
}
