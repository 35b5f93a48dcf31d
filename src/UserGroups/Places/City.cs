using UserGroups.Shared;

namespace UserGroups.Places;

/// <summary>A city with 15,000 people or more. City data © GeoNames, CC BY 4.0.</summary>
/// <param name="GeonameId">Its number at GeoNames; stable, so it may be stored.</param>
/// <param name="Name">As GeoNames spells it, mostly the English or the local name.</param>
/// <param name="Admin1">State, county or province; empty where GeoNames has none.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2, or XK.</param>
/// <param name="Latitude">Degrees north (WGS 84).</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Population">People.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record City(
    int GeonameId, string Name, string Admin1, string CountryCode, double Latitude, double Longitude, int Population, string TimeZone)
{
    /// <summary>English name of the country.</summary>
    public string Country => Countries.Name(CountryCode);

    /// <summary>Enough to tell it from its namesakes: "Springfield, Illinois, United States"; "Oslo, Norway" where the province is named alike.</summary>
    public string Label => Admin1.Length == 0 || SearchText.Normalise(Admin1) == SearchText.Normalise(Name) ? $"{Name}, {Country}" : $"{Name}, {Admin1}, {Country}";
}

/// <summary>A city and how far it is.</summary>
/// <param name="City">The city.</param>
/// <param name="Km">Great-circle kilometres, see <see cref="Distance.Km"/>.</param>
public sealed record CityNearby(City City, double Km);
