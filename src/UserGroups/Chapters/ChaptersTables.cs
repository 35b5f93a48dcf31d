using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<Chapter> Chapters => Set<Chapter>();

    public DbSet<Organizer> Organizers => Set<Organizer>();

    public DbSet<OrganizerInvitation> OrganizerInvitations => Set<OrganizerInvitation>();

    public DbSet<HandOver> HandOvers => Set<HandOver>();

    public DbSet<ChapterMember> ChapterMembers => Set<ChapterMember>();

    public DbSet<NextDateWatch> NextDateWatches => Set<NextDateWatch>();

    public DbSet<Vacancy> Vacancies => Set<Vacancy>();

    public DbSet<HealthWarning> HealthWarnings => Set<HealthWarning>();
}
