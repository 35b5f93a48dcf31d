using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Options;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class ProfileForm
{
    [Required, StringLength(Person.NameLength), Display(Name = "Name")]
    public string Name { get; set; } = "";

    [StringLength(20), Display(Name = "Language and dates")]
    public string? Culture { get; set; }

    [StringLength(60), Display(Name = "Time zone")]
    public string? TimeZone { get; set; }

    internal IReadOnlyList<SelectListItem> Cultures { get; set; } = [];

    internal IReadOnlyList<SelectListItem> Zones { get; set; } = [];
}

/// <summary>Name, language and time zone.</summary>
public sealed class ProfilesController(AccountService accounts, IOptions<RequestLocalizationOptions> languages) : AccountController
{
    [HttpGet("/account")]
    public IActionResult Edit() => View(Fill(new ProfileForm { Name = Mine.Name, Culture = Mine.Culture, TimeZone = Mine.TimeZone }));

    [HttpPost("/account")]
    public Task<IActionResult> Update(ProfileForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            Require(form);
            await accounts.DescribeAsync(Mine.PersonId, form.Name, form.Culture, form.TimeZone, cancel);
            TempData.Succeed(T["Saved."]);
            return LocalRedirect("/account");
        },
        () => Again("Edit", Fill(form)),
        () =>
        {
            Require(form);
            return Task.CompletedTask;
        });

    private void Require(ProfileForm form)
    {
        var broken = new BrokenRules();
        if (form.Culture is not null && !languages.Value.SupportedCultures!.Any(c => c.Name == form.Culture))
            broken.Add("Choose a language from the list.", "Culture");
        broken.Try(() => Person.Require(form.Name, form.TimeZone));
        broken.Throw();
    }

    private ProfileForm Fill(ProfileForm form)
    {
        form.Cultures = [new(T["As the browser says"], ""), .. languages.Value.SupportedCultures!.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new SelectListItem(c.NativeName, c.Name))];
        form.Zones = [new(T["The zone of the place"], ""), .. Zones.Value];
        return form;
    }

    // Canonical IANA names only; "Etc/…" and the old one-word aliases would triple the list.
    private static readonly Lazy<IReadOnlyList<SelectListItem>> Zones = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id == "UTC" || (id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => new SelectListItem(id.Replace('_', ' '), id)),
    ]);
}

/// <summary>Everything about me as a file.</summary>
[FreshProof(Page = "/account/export")]
public sealed class ExportsController(AccountService accounts) : AccountController
{
    // Read by people too: indented, letters of all scripts as they are.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [HttpGet("/account/export")]
    public IActionResult New() => View();

    [HttpPost("/account/export")]
    public async Task<IActionResult> Create(CancellationToken cancel)
    {
        var export = await accounts.ExportAsync(Mine.PersonId, Origin, cancel);
        return File(JsonSerializer.SerializeToUtf8Bytes(export, Readable), "application/json", export.FileName);
    }
}

public sealed class DeletionForm
{
    [Required, StringLength(60), Display(Name = "Type “delete my account”")]
    public string Words { get; set; } = "";
}

/// <summary>The end of an account.</summary>
[FreshProof(Page = "/account/delete")]
public sealed class DeletionsController(AccountService accounts, SessionCookie cookie) : AccountController
{
    [HttpGet("/account/delete")]
    public IActionResult New() => View(new DeletionForm());

    [HttpPost("/account/delete")]
    public Task<IActionResult> Create(DeletionForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await accounts.DeleteAsync(Mine.PersonId, form.Words, cancel);
            cookie.Delete(HttpContext);
            TempData.Succeed(T["Your account is deleted. Thank you for having been with us."]);
            return LocalRedirect("/");
        },
        () => Again("New", form));
}
