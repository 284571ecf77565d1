using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Access;

/// <summary>A code for the day when the authenticator app is lost; gone once used. Its first letters find it, the rest is hashed.</summary>
public sealed class RecoveryCode
{
    public const int SelectorLetters = 2;

    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required string Selector { get; init; }

    public required string Hash { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> builder)
        {
            builder.ToTable("recovery_codes");
            builder.Property(c => c.Selector).HasMaxLength(SelectorLetters);
            builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
            builder.HasIndex(c => new { c.PersonId, c.Selector }).IsUnique();
        }
    }
}
