using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;

namespace UserGroups.Chapters;

public static class ChaptersModule
{
    public static IServiceCollection AddChapters(this IServiceCollection services) => services.AddSettings(ChaptersSettings.All);
}
