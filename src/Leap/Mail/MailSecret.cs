using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Mail;

/// <summary>What the links and envelopes of mails are sealed with. It stays for years, as mails do: see decision 0023.</summary>
public sealed class MailSecret
{
    public const int SecretMax = 64;

    public long Id { get; private set; }

    /// <summary>32 bytes in hex.</summary>
    public required string Secret { get; init; }

    public required DateTime CreatedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<MailSecret>
    {
        public void Configure(EntityTypeBuilder<MailSecret> builder)
        {
            builder.ToTable("mail_secrets");
            builder.Property(s => s.Secret).HasMaxLength(SecretMax);
        }
    }
}

public static class MailSecretTable
{
    extension(LeapDb db)
    {
        public DbSet<MailSecret> MailSecrets => db.Set<MailSecret>();
    }
}
