using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>An organizer says where the parcel goes, and later that it came.</summary>
[Route("/requests/{reference}")]
public sealed class ParcelAddressesController(AppDbContext db, ViewerRoles roles, ParcelService parcels) : LineController(db, roles)
{
    [HttpGet("address")]
    public async Task<IActionResult> Edit(string reference)
    {
        var line = await ReceivedAsync(reference, Benefit.Swag);
        var known = await Db.ParcelAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.LineId == line.LineId && a.ErasedAt == null, Cancel);
        var country = known?.CountryCode ?? await Db.Chapters.Where(c => c.Id == line.ChapterId).Select(c => c.CountryCode).SingleAsync(Cancel);
        return View(await PageAsync(line, new AddressForm
        {
            Recipient = known?.Recipient ?? "",
            Street = known?.Street ?? "",
            Postcode = known?.Postcode,
            City = known?.City ?? "",
            CountryCode = country,
            Phone = known?.Phone ?? "",
        }));
    }

    [HttpPost("address")]
    public async Task<IActionResult> Update(string reference, AddressForm form)
    {
        var line = await ReceivedAsync(reference, Benefit.Swag);
        return await TakeAsync(
            () => parcels.AddressAsync(Me, line.LineId, form.Address(), Cancel), line.RequestPath,
            "Thank you. You can change the address until the parcel is packed.", async () => View(nameof(Edit), await PageAsync(line, form)),
            () => form.Address());
    }

    /// <summary>"It has arrived", said by who opened it.</summary>
    [HttpPost("parcel-arrival")]
    public async Task<IActionResult> Receive(string reference)
    {
        var line = await ReceivedAsync(reference, Benefit.Swag);
        var parcel = await Db.Parcels.Where(p => p.LineId == line.LineId && (p.State == ParcelState.Shipped || p.State == ParcelState.Lost || p.State == ParcelState.Received))
            .Select(p => (long?)p.Id).SingleOrDefaultAsync(Cancel) ?? throw new RuleException("No parcel is on its way.");
        await parcels.EndAsync(Me, parcel, ParcelStep.Receive, null, Cancel);
        TempData.Succeed("Good to hear. Enjoy it, and tell us in the report.");
        return LocalRedirect(line.RequestPath);
    }

    private async Task<AddressPage> PageAsync(LineHead line, AddressForm form)
    {
        var state = await Db.Parcels.Where(p => p.LineId == line.LineId && p.State != ParcelState.Cancelled && p.State != ParcelState.Returned).Select(p => (ParcelState?)p.State).SingleOrDefaultAsync(Cancel);
        form.Countries = [.. Countries.All.OrderBy(c => c.Name, StringComparer.CurrentCulture).Select(c => new SelectListItem(c.Name, c.Code, c.Code == form.CountryCode))];
        var isKnown = await Db.ParcelAddresses.AnyAsync(a => a.LineId == line.LineId && a.ErasedAt == null, Cancel);
        return new AddressPage(line, state, isKnown, form);
    }
}

/// <summary>A postal address as typed.</summary>
public sealed class AddressForm
{
    [Required, StringLength(PostalAddress.RecipientLength), Display(Name = "Who takes the parcel")]
    public string Recipient { get; set; } = "";

    [Required, StringLength(PostalAddress.StreetLength), Display(Name = "Street and number")]
    public string Street { get; set; } = "";

    [StringLength(PostalAddress.PostcodeLength), Display(Name = "Postcode")]
    public string? Postcode { get; set; }

    [Required, StringLength(PostalAddress.CityLength), Display(Name = "City")]
    public string City { get; set; } = "";

    [Required, StringLength(2), Display(Name = "Country")]
    public string CountryCode { get; set; } = "";

    [Required, StringLength(PostalAddress.PhoneLength), Display(Name = "Phone")]
    public string Phone { get; set; } = "";

    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public IReadOnlyList<SelectListItem> Countries { get; set; } = [];

    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public PostalAddress Address() => PostalAddress.Of(Recipient, Street, Postcode, City, CountryCode, Phone);
}

/// <summary>The form on its page.</summary>
public sealed record AddressPage(LineHead Line, ParcelState? State, bool IsKnown, AddressForm Form)
{
    public bool IsFixed => State is ParcelState.Packed or ParcelState.Shipped or ParcelState.Received or ParcelState.Lost;
}
