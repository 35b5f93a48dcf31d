using UserGroups.Shared;

namespace UserGroups.Places;

/// <summary>Great-circle distances on a sphere; against the ellipsoid (WGS 84) they are at most 0.56 % off.</summary>
public static class Distance
{
    /// <summary>Mean radius R₁ of the Earth in km: (2a + b) / 3 of the GRS 80 ellipsoid (IUGG, Moritz 2000, "Geodetic Reference System 1980").</summary>
    public const double EarthRadiusKm = 6371.0088;

    /// <summary>Kilometres along the surface between two points, by the haversine formula, which stays exact for near points.</summary>
    /// <param name="latitude1">Degrees north, −90 to 90.</param>
    /// <param name="longitude1">Degrees east, −180 to 180.</param>
    /// <param name="latitude2">Degrees north.</param>
    /// <param name="longitude2">Degrees east.</param>
    /// <exception cref="RuleException">A coordinate is not a number or out of range.</exception>
    public static double Km(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        Coordinates.Check(latitude1, longitude1);
        Coordinates.Check(latitude2, longitude2);
        var phi1 = double.DegreesToRadians(latitude1);
        var phi2 = double.DegreesToRadians(latitude2);
        var sinPhi = Math.Sin((phi2 - phi1) / 2);
        var sinLambda = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var haversine = (sinPhi * sinPhi) + (Math.Cos(phi1) * Math.Cos(phi2) * sinLambda * sinLambda);
        // Rounding can carry the value of antipodes a hair above 1.
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
    }
}

/// <summary>What a point on the Earth may be.</summary>
public static class Coordinates
{
    /// <summary>Refuses what is not a point: NaN, infinity, a latitude beyond the poles, a longitude beyond ±180 degrees.</summary>
    /// <exception cref="RuleException">With <see cref="RuleException.Field"/> "Latitude" or "Longitude".</exception>
    public static void Check(double latitude, double longitude)
    {
        // Written so that NaN fails: every comparison with it is false.
        if (!(latitude >= -90 && latitude <= 90))
            throw new RuleException("A latitude is a number of degrees from -90 to 90.", "Latitude");
        if (!(longitude >= -180 && longitude <= 180))
            throw new RuleException("A longitude is a number of degrees from -180 to 180.", "Longitude");
    }
}
