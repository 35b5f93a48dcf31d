using Microsoft.AspNetCore.Mvc;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>Everything marked as a setting: read in groups, changed one at a time.</summary>
[Route("/staff/settings")]
public sealed class SettingsController(SettingsService settings) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> List()
    {
        this.Require(StaffAccess.CanChangeSettings(this.Viewer()));
        return View(new SettingsPage([.. (await settings.ListAsync(HttpContext.RequestAborted)).GroupBy(s => s.Setting.Group)]));
    }

    [HttpGet("{key}")]
    public async Task<IActionResult> Edit(string key)
    {
        this.Require(StaffAccess.CanChangeSettings(this.Viewer()));
        var found = await settings.FindAsync(key, HttpContext.RequestAborted).OrNotFound();
        return View(new SettingForm { Value = found.Value, Version = found.Version, InForce = found });
    }

    [HttpPost("{key}")]
    public async Task<IActionResult> Update(string key, SettingForm form)
    {
        this.Require(StaffAccess.CanChangeSettings(this.Viewer()));
        var found = await settings.FindAsync(key, HttpContext.RequestAborted).OrNotFound();
        form.InForce = found;
        return await this.Submit(
            async () =>
            {
                await settings.ChangeAsync(this.Viewer().PersonId!.Value, found.Setting, form.Value, form.Version, HttpContext.RequestAborted);
                TempData.Succeed($"{found.Setting.Label} is changed.");
                return RedirectToAction(nameof(List));
            },
            async () => View(nameof(Edit), await Again(key, form)));
    }

    // What is in force may be somebody else's newer value: the page shows it, and the next try is against it.
    private async Task<SettingForm> Again(string key, SettingForm form)
    {
        form.InForce = await settings.FindAsync(key);
        form.Version = form.InForce!.Version;
        ModelState.Remove(nameof(SettingForm.Version));
        return form;
    }
}

/// <summary>All settings by group.</summary>
public sealed record SettingsPage(IReadOnlyList<IGrouping<string, SettingInForce>> Groups);

/// <summary>A new value for a setting; what it may be, the setting itself says.</summary>
public sealed class SettingForm
{
    public string? Value { get; set; }

    /// <summary>The version the person saw.</summary>
    public int Version { get; set; }

    /// <summary>The setting and the value in force, for the page; never read from the request.</summary>
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public SettingInForce? InForce { get; set; }
}
