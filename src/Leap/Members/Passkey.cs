using Leap.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members;

/// <summary>A key pair on a person's device or in their password manager; only its public half is here.</summary>
public sealed class Passkey : IdentityUserPasskey<long>
{
    /// <summary>Null until somebody signed in with it.</summary>
    public DateTime? LastUsedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Passkey>
    {
        /// <summary>The longest credential id that WebAuthn allows is 1023 bytes.</summary>
        private const int CredentialIdBytes = 1024;

        public void Configure(EntityTypeBuilder<Passkey> builder)
        {
            builder.ToTable("person_passkeys");
            builder.HasKey(p => p.CredentialId);
            builder.Property(p => p.CredentialId).HasMaxLength(CredentialIdBytes);
            builder.OwnsOne(p => p.Data, data => data.ToJson("data"));
            builder.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId);
        }
    }
}

public static class PasskeyTables
{
    extension(LeapDb db)
    {
        public DbSet<Passkey> Passkeys => db.Set<Passkey>();
    }
}
