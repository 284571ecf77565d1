using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Access;

/// <summary>A link that was mailed and has neither been used nor replaced. Its secret is in the mail alone: here stands the hash.</summary>
public sealed class MailedLink
{
    public const int HashMax = 64;
    public const int AddressMax = 256;

    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required LinkPurpose Purpose { get; init; }

    public required string Hash { get; init; }

    /// <summary>The new address that is to be confirmed, or the old one that an undo brings back; null for other purposes.</summary>
    public required string? Address { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<MailedLink>
    {
        public void Configure(EntityTypeBuilder<MailedLink> builder)
        {
            builder.ToTable("mailed_links");
            builder.Property(l => l.Hash).HasMaxLength(HashMax);
            builder.Property(l => l.Address).HasMaxLength(AddressMax);
            builder.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
            builder.HasIndex(l => l.Hash).IsUnique();
            builder.HasIndex(l => l.ExpiresAt);
        }
    }
}

/// <summary>What a mailed link is good for; the names are stored.</summary>
public enum LinkPurpose
{
    SignIn,
    ResetPassword,
    ConfirmAddress,
    UndoAddress,
}
