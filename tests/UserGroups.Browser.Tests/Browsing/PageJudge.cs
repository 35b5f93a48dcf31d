using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>
/// axe (WCAG 2.2 level AA and good practice) on the page as it stands, in light and dark at 1280 and 320 px, and whether it fits. All
/// rules run at both widths; by night only those about colours, since nothing else looks at them. And whether whoever goes by keyboard
/// sees where they are: a ring of two pixels on the control, or around the card it fills.
/// </summary>
public static class PageJudge
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Ringless =
        """
        () => {
          const ring = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/^transparent$|^rgba\(.*, 0\)$|\/ 0\)$/.test(style.outlineColor);
          const ringed = element => element && element !== document.body && (ring(getComputedStyle(element)) || ringed(element.parentElement));
          const controls = [...document.querySelectorAll("a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary")];
          const bare = controls.filter(c => c.checkVisibility()).filter(c => { c.focus({ preventScroll: true, focusVisible: true }); return !ringed(document.activeElement); });
          document.activeElement.blur();
          return bare.map(c => c.outerHTML.slice(0, 120));
        }
        """;

    private static readonly object AllRules = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" } };
    private static readonly object ColourRules = new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } };

    /// <summary>What is wrong, one line for each fault; empty when all is well.</summary>
    public static async Task<IReadOnlyList<string>> JudgeAsync(IPage page)
    {
        var faults = new List<string>();
        var path = new Uri(page.Url).PathAndQuery;
        faults.AddRange((await page.EvaluateAsync<string[]>(Ringless)).Select(control => $"{path}: no ring around {control} when it has the focus"));
        await page.EvaluateAsync(Axe);
        foreach (var width in new[] { 1280, 320 })
        {
            await page.SetViewportSizeAsync(width, 800);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var beyond)
                faults.Add($"{path} at {width} px: {beyond} px lie beyond the edge");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                foreach (var found in await RunAsync(page, scheme == ColorScheme.Light ? AllRules : ColourRules))
                    faults.Add($"{path} at {width} px, {scheme}: {found}");
            }
        }

        return faults;
    }

    /// <summary>The same rules once, on the page exactly as somebody has it before them: a quarter of the time, for tests that walk far.</summary>
    public static async Task<IReadOnlyList<string>> GlanceAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        return [.. (await RunAsync(page, AllRules)).Select(found => $"{new Uri(page.Url).PathAndQuery}: {found}")];
    }

    private static async Task<IEnumerable<string>> RunAsync(IPage page, object rules)
    {
        var result = await page.EvaluateAsync<JsonElement>(
            """
            async runOnly => {
              const result = await axe.run(document, { runOnly, iframes: false, resultTypes: ["violations"] });
              return { passed: result.passes.length, faults: result.violations.map(v => `${v.id}: ${v.help} (${v.nodes.map(n => n.target.join(" ")).join(", ")})`) };
            }
            """,
            rules);
        return result.GetProperty("passed").GetInt32() == 0 ? ["axe found nothing to look at"] : result.GetProperty("faults").EnumerateArray().Select(f => f.GetString()!);
    }
}
