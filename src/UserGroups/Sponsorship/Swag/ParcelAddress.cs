using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>A postal address as an organizer types it.</summary>
public sealed record PostalAddress(string Recipient, string Street, string Postcode, string City, string CountryCode, string Phone)
{
    public const int RecipientLength = 100;
    public const int StreetLength = 300;
    public const int PostcodeLength = 20;
    public const int CityLength = 100;
    public const int PhoneLength = 40;

    // With its country's code no number anywhere has fewer.
    private const int LeastDigits = 5;

    /// <summary>Checked and trimmed.</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static PostalAddress Of(string? recipient, string? street, string? postcode, string? city, string? countryCode, string? phone)
    {
        var broken = new BrokenRules();
        var address = new PostalAddress(
            broken.Try(() => Checked.Line(recipient, RecipientLength, nameof(Recipient), "Say who takes the parcel."))!,
            broken.Try(() => Checked.Text(street, StreetLength, nameof(Street), "Type street and number."))!,
            // Hong Kong, Ireland's rural routes and many others know no postcode.
            broken.Try(() => Checked.Line(postcode is { Length: > 0 } ? postcode : "-", PostcodeLength, nameof(Postcode), "").Replace("-", "", StringComparison.Ordinal) is { Length: > 0 } ? postcode!.Trim() : "")!,
            broken.Try(() => Checked.Line(city, CityLength, nameof(City), "Type the city."))!,
            broken.Try(() => Countries.Name(countryCode ?? "") is { Length: > 2 } ? countryCode : throw new RuleException("Choose the country from the list.", nameof(CountryCode)))!,
            broken.Try(() => NumberOf(phone))!);
        broken.Throw();
        return address;
    }

    private static string NumberOf(string? typed)
    {
        var number = Checked.Text(typed, PhoneLength, nameof(Phone), "Carriers ask for a phone number; it is erased with the address.").ReplaceLineEndings(" ");
        return number.Count(char.IsDigit) >= LeastDigits ? number : throw new RuleException("A telephone number has digits, such as +47 22 33 44 55.", nameof(Phone));
    }

    /// <summary>As it stands on a label, without the phone number.</summary>
    public IEnumerable<string> Lines => [Recipient, .. Street.Split('\n'), $"{Postcode} {City}".Trim(), Countries.Name(CountryCode)];
}

/// <summary>Where the parcel of one line goes. The organizers may change it until the parcel is packed; 90 days ⚙ after it came it is erased.</summary>
public sealed class ParcelAddress : IHasId
{
    private ParcelAddress()
    {
    }

    public ParcelAddress(long lineId, PostalAddress address, long actorId, DateTime now)
    {
        LineId = lineId;
        Change(address, actorId, now);
    }

    public long Id { get; private set; }

    public long LineId { get; private set; }

    public string Recipient { get; private set; } = "";

    public string Street { get; private set; } = "";

    public string Postcode { get; private set; } = "";

    public string City { get; private set; } = "";

    public string CountryCode { get; private set; } = "";

    public string Phone { get; private set; } = "";

    public long ChangedById { get; private set; }

    public DateTime ChangedAt { get; private set; }

    public DateTime? ErasedAt { get; private set; }

    public int Version { get; private set; }

    public PostalAddress Value => new(Recipient, Street, Postcode, City, CountryCode, Phone);

    public void Change(PostalAddress address, long actorId, DateTime now)
    {
        (Recipient, Street, Postcode, City, CountryCode, Phone) = address;
        (ChangedById, ChangedAt, ErasedAt) = (actorId, now, null);
        Version++;
    }

    public void Erase(DateTime now)
    {
        (Recipient, Street, Postcode, City, Phone, ErasedAt) = ("", "", "", "", "", now);
        Version++;
    }
}

public sealed class ParcelAddressMap : IEntityTypeConfiguration<ParcelAddress>
{
    public void Configure(EntityTypeBuilder<ParcelAddress> builder)
    {
        builder.ToTable("ParcelAddresses");
        builder.Ignore(a => a.Value);
        builder.Property(a => a.Recipient).HasMaxLength(PostalAddress.RecipientLength);
        builder.Property(a => a.Street).HasMaxLength(PostalAddress.StreetLength);
        builder.Property(a => a.Postcode).HasMaxLength(PostalAddress.PostcodeLength);
        builder.Property(a => a.City).HasMaxLength(PostalAddress.CityLength);
        builder.Property(a => a.CountryCode).HasMaxLength(2);
        builder.Property(a => a.Phone).HasMaxLength(PostalAddress.PhoneLength);
        builder.HasOne<BenefitLine>().WithMany().HasForeignKey(a => a.LineId);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.ChangedById);
        builder.HasIndex(a => a.LineId).IsUnique();
    }
}
