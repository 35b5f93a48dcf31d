using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>The vendor's picture in the header: a small PNG or SVG, kept in the database so that every node has it.</summary>
public sealed class Logo : IHasId, IOnPublicPages
{
    public const int MaxBytes = 200 * 1024;

    private Logo()
    {
    }

    /// <exception cref="RuleException">The file is no picture that can be shown safely.</exception>
    public Logo(byte[] content)
    {
        ContentType = LogoFile.ContentTypeOf(content);
        Content = content;
        Hash = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    public long Id { get; private set; }

    public string ContentType { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    public string Hash { get; private set; } = "";
}

public sealed class LogoMap : IEntityTypeConfiguration<Logo>
{
    public void Configure(EntityTypeBuilder<Logo> builder)
    {
        builder.ToTable("Logos");
        builder.Property(l => l.ContentType).HasMaxLength(40);
        builder.Property(l => l.Content).HasMaxLength(Logo.MaxBytes);
        builder.Property(l => l.Hash).HasMaxLength(64);
        builder.HasIndex(l => l.Hash).IsUnique();
    }
}
