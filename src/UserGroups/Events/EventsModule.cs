using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Events.Jobs;
using UserGroups.Jobs;

namespace UserGroups.Events;

public static class EventsModule
{
    /// <summary>Events, answers and seats. Needs AddData, AddMail, AddJobs, AddChapters, a SiteAddress and a TimeProvider.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<AnswerWriter>();
        services.AddScoped<SeatLedger>();
        services.AddScoped<AnswerGate>();
        services.AddScoped<Seating>();
        services.AddScoped<AnswerDesk>();
        services.AddScoped<AnswerService>();
        services.AddScoped<CheckInService>();
        services.AddScoped<EventPost>();
        services.AddScoped<ChapterTies>();
        services.AddScoped<EventService>();
        services.AddScoped<PersonalCalendarService>();
        services.AddScoped<IPersonData, EventsPersonData>();
        services.AddScoped<Import.EventImport>();
        services.AddJob<EndOffers>("events.end-offers", TimeSpan.FromMinutes(1));
        services.AddJob<SendReminders>("events.send-reminders", TimeSpan.FromMinutes(5));
        return services.AddSettings(EventsSettings.All);
    }
}
