using Microsoft.AspNetCore.Mvc;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>On the staff's page of a request: where each granted line stands.</summary>
public sealed class LineFulfilment(LineSteps steps) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(long requestId) =>
        View("/Sponsorship/Views/Fulfilment/LineFulfilment.cshtml", await steps.ReadAsync(HttpContext.Viewer(), requestId, HttpContext.RequestAborted));
}
