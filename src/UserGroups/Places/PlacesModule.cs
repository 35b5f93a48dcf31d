using Microsoft.Extensions.DependencyInjection;

namespace UserGroups.Places;

/// <summary>Registers the places.</summary>
public static class PlacesModule
{
    /// <summary>Adds <see cref="CityIndex"/> as a singleton; it reads nothing until it is asked.</summary>
    public static IServiceCollection AddPlaces(this IServiceCollection services) => services.AddSingleton<CityIndex>();
}
