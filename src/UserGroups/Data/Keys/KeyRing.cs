using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>A Data Protection key, kept in the database so that all nodes and every restored backup read the same cookies and secrets.</summary>
public sealed class ProtectionKey
{
    private ProtectionKey()
    {
    }

    public ProtectionKey(string name, string xml, DateTime createdAt)
    {
        Name = name;
        Xml = xml;
        CreatedAt = createdAt;
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Xml { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}

public sealed class ProtectionKeyMap : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("ProtectionKeys");
        builder.Property(k => k.Name).HasMaxLength(200);
        builder.Property(k => k.Xml).HasMaxLength(4000);
        builder.HasIndex(k => k.Name).IsUnique();
    }
}

/// <summary>Where Data Protection reads and writes its keys. The interface is synchronous; it is asked a few times a day.</summary>
public sealed class KeyRing(IServiceScopeFactory scopes, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        return [.. db.Set<ProtectionKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        // A thread of its own: the writers' gate is asynchronous and this interface is not.
        Task.Run(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            db.Add(new ProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting), time.Now()));
            await db.SaveChangesAsync();
        }).GetAwaiter().GetResult();
    }
}
