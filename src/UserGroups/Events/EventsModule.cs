using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;

namespace UserGroups.Events;

public static class EventsModule
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services.AddSettings(EventsSettings.All);
}
