using Microsoft.EntityFrameworkCore;
using UserGroups.Events;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<GroupEvent> Events => Set<GroupEvent>();

    public DbSet<AgendaItem> AgendaItems => Set<AgendaItem>();

    public DbSet<Answer> Answers => Set<Answer>();

    public DbSet<AnswerLink> AnswerLinks => Set<AnswerLink>();

    public DbSet<PersonalCalendar> PersonalCalendars => Set<PersonalCalendar>();
}
