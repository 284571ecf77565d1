using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Access;

/// <summary>
/// How often something was tried in vain: an account, real or not, or a network. Whose it is stands here as a hash, and for a day only.
/// </summary>
public sealed class SignInTry
{
    public const int KeyMax = 64;

    public required string Key { get; init; }

    public int Count { get; set; }

    public required DateTime LastAt { get; set; }

    public DateTime? BlockedUntil { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<SignInTry>
    {
        public void Configure(EntityTypeBuilder<SignInTry> builder)
        {
            builder.ToTable("sign_in_tries");
            builder.HasKey(t => t.Key);
            builder.Property(t => t.Key).HasMaxLength(KeyMax);
        }
    }
}
