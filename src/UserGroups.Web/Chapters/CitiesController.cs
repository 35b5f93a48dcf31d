using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Places;

namespace UserGroups.Web.Chapters;

/// <summary>Suggestions while a city is typed. Comfort only: every form takes the typed words too.</summary>
[AllowAnonymous]
public sealed class CitiesController(CityIndex cities) : Controller
{
    [HttpGet("/cities.json")]
    [ResponseCache(Duration = 86400, Location = ResponseCacheLocation.Any)]
    public IActionResult List(string? q) => Json(cities.Search(q, 8).Select(c => c.Label));
}
