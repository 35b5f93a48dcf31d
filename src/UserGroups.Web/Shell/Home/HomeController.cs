using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPages.Policy)]
public sealed class HomeController(IOptions<ShellHooks> hooks) : Controller
{
    [HttpGet("/")]
    public async Task<IActionResult> Show() => View(await hooks.Value.Home(HttpContext));
}

/// <summary>The pages about the portal itself.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PublicPages.Policy)]
public sealed class PagesController : Controller
{
    [HttpGet("/about")]
    public IActionResult About() => View();

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View();

    [HttpGet("/privacy")]
    public IActionResult Privacy() => View();
}
