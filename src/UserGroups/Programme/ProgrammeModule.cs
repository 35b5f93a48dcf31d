using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;

namespace UserGroups.Programme;

public static class ProgrammeModule
{
    public static IServiceCollection AddProgramme(this IServiceCollection services) => services.AddSettings(ProgrammeSettings.All);
}
