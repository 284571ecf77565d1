using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Access;

/// <summary>The authenticator app that a person has set up; exists only once a first code of it was right.</summary>
public sealed class SecondFactor
{
    public required long PersonId { get; init; }

    /// <summary>The key of <see cref="Totp"/>, encrypted by the data-protection keys.</summary>
    public required string Key { get; init; }

    /// <summary>The newest time step whose code was taken: neither it nor an older one is taken again.</summary>
    public required long LastStep { get; set; }

    public required DateTime CreatedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<SecondFactor>
    {
        public void Configure(EntityTypeBuilder<SecondFactor> builder)
        {
            builder.ToTable("second_factors");
            builder.HasKey(f => f.PersonId);
            builder.Property(f => f.PersonId).ValueGeneratedNever();
            builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId);
        }
    }
}
