using System.Collections.Concurrent;
using Microsoft.Playwright;
using UserGroups.Accounts;
using UserGroups.Web.Tests.House;

namespace UserGroups.Browser.Tests.House;

/// <summary>Every page there is, as a visitor, a member, a lead and each kind of staff find it.</summary>
[Collection(LookingAround.Name)]
public sealed class PageTests(DevelopmentSite site)
{
    // So many pages are judged at once; more only makes two cores wait for each other.
    private const int Tabs = 3;

    private static readonly ConcurrentDictionary<string, bool> Judged = new(StringComparer.Ordinal);

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
    public async Task A_lead_finds_no_barrier_on_any_page()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.SignInAsync("lena@example.org", DemoCast.Password);
        await JudgeAllAsync(visitor);
    }

    [Theory]
    [InlineData("aino@example.org")]
    [InlineData("finn@example.org")]
    [InlineData("pia@example.org")]
    public async Task Staff_find_no_barrier_on_any_page(string email)
    {
        await using var visitor = await site.VisitAsync();
        await SignInAsStaffAsync(visitor, email);
        await JudgeAllAsync(visitor);
    }

    [Fact]
    public async Task An_administrator_finds_no_barrier_on_any_page()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.SignInAsync("sam@example.org", DemoCast.Password, "One more step");
        var between = await FaultsAsync(visitor.Page, "/account/second-factor");
        between.AddRange(await FaultsAsync(visitor.Page, "/account/recovery-code"));
        await GiveCodeAsync(visitor);
        Report(between);
        await JudgeAllAsync(visitor);
    }

    private static async Task SignInAsStaffAsync(Visitor visitor, string email)
    {
        await visitor.SignInAsync(email, DemoCast.Password, "One more step");
        await GiveCodeAsync(visitor);
    }

    private static async Task GiveCodeAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/second-factor", "One more step");
        await visitor.FillAsync("Code", await visitor.Main.Locator(".notice strong").InnerTextAsync());
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visitor.SeeSignedInAsync();
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
        var opened = 0;
        await Task.WhenAll(Enumerable.Range(0, Tabs).Select(async _ =>
        {
            var tab = await visitor.Context.NewPageAsync();
            while (waiting.TryDequeue(out var path))
            {
                Interlocked.Increment(ref opened);
                foreach (var fault in await FaultsAsync(tab, path))
                    faults.Add(fault);
            }

            await tab.CloseAsync();
        }));
        Report(faults.Concat(visitor.Complaints));
        Assert.Equal(Pages.Addresses.Count() + more.Length, opened);
    }

    private static void Report(IEnumerable<string> faults)
    {
        if (faults.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } found)
            Assert.Fail(string.Join('\n', found));
    }

    private static async Task<List<string>> FaultsAsync(IPage tab, string path)
    {
        var answer = await tab.GotoAsync(path) ?? throw new InvalidOperationException($"{path} was not answered.");
        if (answer.Status >= 500 && !path.StartsWith("/dev/styleguide/errors/", StringComparison.Ordinal))
            return [$"{path}: {answer.Status}"];
        if (!(await answer.HeaderValueAsync("content-type"))!.StartsWith("text/html", StringComparison.Ordinal))
            return [$"{path}: no page but {await answer.HeaderValueAsync("content-type")}; say so in Pages.NoPages"];
        if (await tab.Locator("main").CountAsync() == 0)
            return [$"{path}: a page without main ({answer.Status})"];
        // The same words under the header of another person are not judged twice; each header is judged on the pages of its own. A page
        // that refuses differs only in its own number and in the place to come back to.
        var content = await tab.EvaluateAsync<string>(
            """
            () => {
              const main = document.querySelector("main").cloneNode(true);
              main.querySelectorAll("input[type=hidden], .error-id").forEach(e => e.remove());
              return main.innerHTML.replace(/returnUrl=[^"]*/gi, "");
            }
            """);
        return Judged.TryAdd(content, true) ? [.. Markup.FaultsOf(await answer.TextAsync()).Select(f => $"{path}: {f}"), .. await PageJudge.JudgeAsync(tab)] : [];
    }
}
