using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>A setting that was changed from its default.</summary>
public sealed class SettingValue : IHasId, IOnPublicPages
{
    private SettingValue()
    {
    }

    public SettingValue(string key, string value)
    {
        Key = key;
        Value = value;
    }

    public long Id { get; private set; }

    public string Key { get; private set; } = "";

    public string Value { get; private set; } = "";

    public int Version { get; private set; }

    public void Change(string value)
    {
        Value = value;
        Version++;
    }
}

public sealed class SettingValueMap : IEntityTypeConfiguration<SettingValue>
{
    public void Configure(EntityTypeBuilder<SettingValue> builder)
    {
        builder.ToTable("Settings");
        builder.Property(s => s.Key).HasMaxLength(80);
        builder.Property(s => s.Value).HasMaxLength(2000);
        builder.HasIndex(s => s.Key).IsUnique();
    }
}
