using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Data;

/// <summary>A form that was sent, and where its answer stands. The key is made when the form is shown; the row is kept for a day.</summary>
public sealed class FormToken
{
    public const int ResultLength = 300;

    private FormToken()
    {
    }

    public FormToken(Guid key, long personId, DateTime createdAt) => (Key, PersonId, CreatedAt) = (key, personId, createdAt);

    public Guid Key { get; private set; }

    /// <summary>Whose form it was: a key alone opens nothing for somebody else.</summary>
    public long PersonId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>The address everybody who sent this form is led to.</summary>
    public string Result { get; private set; } = "";
}

public sealed class FormTokenMap : IEntityTypeConfiguration<FormToken>
{
    public void Configure(EntityTypeBuilder<FormToken> builder)
    {
        builder.ToTable("FormTokens");
        builder.HasKey(t => new { t.PersonId, t.Key });
        builder.Property(t => t.Key).ValueGeneratedNever();
        builder.Property(t => t.Result).HasMaxLength(FormToken.ResultLength);
        builder.HasIndex(t => t.CreatedAt);
    }
}
