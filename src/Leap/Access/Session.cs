using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Access;

/// <summary>
/// One sign-in on one device. The cookie names it and every request looks for it, so that a session whose row is gone is over at once.
/// </summary>
public sealed class Session
{
    public const int DeviceMax = 40;

    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);
    public static readonly TimeSpan LongestOfStaff = TimeSpan.FromHours(12);
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);
    public static readonly TimeSpan IdleOfStaff = TimeSpan.FromHours(8);

    /// <summary>How exact <see cref="SeenAt"/> is.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>How long a person who proved who they are may change how they sign in.</summary>
    public static readonly TimeSpan ConfirmedFor = TimeSpan.FromMinutes(10);

    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>Whether a second factor was proved too, or a way of signing in was used that needs none.</summary>
    public required bool IsFull { get; init; }

    /// <summary>The browser's name; empty when it gave none that is known.</summary>
    public required string Browser { get; init; }

    /// <summary>The operating system's name; empty when the browser gave none that is known.</summary>
    public required string System { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime SeenAt { get; set; }

    /// <summary>When the person last proved who they are.</summary>
    public required DateTime ConfirmedAt { get; set; }

    /// <summary>When it ends however busy it is.</summary>
    public required DateTime EndsAt { get; init; }

    public bool IsOver(DateTime now, bool isStaff) =>
        now >= EndsAt || now - SeenAt >= (isStaff ? IdleOfStaff : Idle) || (isStaff && now - CreatedAt >= LongestOfStaff);

    internal sealed class Map : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("sessions");
            builder.Property(s => s.Browser).HasMaxLength(DeviceMax);
            builder.Property(s => s.System).HasMaxLength(DeviceMax);
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
            builder.HasIndex(s => s.EndsAt);
        }
    }
}

/// <summary>How someone came in; the names are stored.</summary>
public enum SignInMethod
{
    Password,
    Link,
    Passkey,

    /// <summary>The vendor's own directory, which asks for its second factor itself.</summary>
    Directory,

    /// <summary>One tap, in Development alone.</summary>
    Demo,
}

public static class AccessTables
{
    extension(LeapDb db)
    {
        public DbSet<Session> Sessions => db.Set<Session>();

        public DbSet<MailedLink> MailedLinks => db.Set<MailedLink>();

        public DbSet<SecondFactor> SecondFactors => db.Set<SecondFactor>();

        public DbSet<RecoveryCode> RecoveryCodes => db.Set<RecoveryCode>();

        public DbSet<SignInTry> SignInTries => db.Set<SignInTry>();
    }
}
