using Leap.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members;

/// <summary>A human with one account, whatever firm they work for.</summary>
public sealed class Person : IdentityUser<long>
{
    /// <summary>As the person writes it, in any script.</summary>
    public required string Name { get; set; }

    /// <summary>The name in Latin letters, for where others can't read <see cref="Name"/>; null when not given.</summary>
    public string? LatinName { get; set; }

    /// <summary>One of the programme's languages.</summary>
    public required string Language { get; set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; set; }

    /// <summary>IANA zone in which the person reads times; null: the country's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How boards show this person to others (R4).</summary>
    public BoardName BoardName { get; set; }

    /// <summary>The name on boards when <see cref="BoardName"/> asks for one.</summary>
    public string? Alias
    {
        get;
        set
        {
            field = value;
            AliasKey = value is null ? null : BoardAlias.KeyOf(value);
        }
    }

    /// <summary>The form in which aliases are compared; unique, so that nobody plays under another's.</summary>
    public string? AliasKey { get; private set; }

    /// <summary>Whether the pages of badges are open to whoever has their address, where a badge says nothing else (B5).</summary>
    public bool AreBadgesPublic { get; set; } = true;

    /// <summary>Kinds of mail that the person switched off, between spaces (M3).</summary>
    public string DeclinedMail { get; set; } = "";

    public StatementRhythm StatementRhythm { get; set; }

    /// <summary>Null for participants.</summary>
    public StaffRole? Staff { get; set; }

    public DateOnly EnrolledOn { get; init; }

    public DateTime? SuspendedAt { get; set; }

    /// <summary>Null while not suspended.</summary>
    public SuspensionReason? SuspendedFor { get; set; }

    /// <summary>Since when the account is nobody's: its name is a pseudonym, all else about the person is gone (A4).</summary>
    public DateTime? ErasedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people");
            builder.Property(p => p.Name).HasMaxLength(200);
            builder.Property(p => p.Language).HasMaxLength(12);
            builder.Property(p => p.Country).HasMaxLength(2);
            builder.Property(p => p.LatinName).HasMaxLength(WrittenName.LettersMax);
            builder.Property(p => p.TimeZone).HasMaxLength(60);
            builder.Property(p => p.Alias).HasMaxLength(60);
            builder.Property(p => p.AliasKey).HasMaxLength(BoardAlias.KeyLettersMax);
            builder.Property(p => p.DeclinedMail).HasMaxLength(500);
            builder.Property(p => p.UserName).HasMaxLength(256);
            builder.Property(p => p.NormalizedUserName).HasMaxLength(256);
            builder.Property(p => p.Email).HasMaxLength(256);
            builder.Property(p => p.NormalizedEmail).HasMaxLength(256);
            builder.Property(p => p.ConcurrencyStamp).IsConcurrencyToken();
            builder.HasIndex(p => p.NormalizedUserName).IsUnique();
            builder.HasIndex(p => p.NormalizedEmail);
            builder.HasIndex(p => p.Country);
            builder.HasIndex(p => p.AliasKey).IsUnique();
        }
    }

    internal sealed class ClaimMap : IEntityTypeConfiguration<IdentityUserClaim<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder)
        {
            builder.ToTable("person_claims");
            builder.HasOne<Person>().WithMany().HasForeignKey(c => c.UserId);
        }
    }

    internal sealed class LoginMap : IEntityTypeConfiguration<IdentityUserLogin<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder)
        {
            builder.ToTable("person_logins");
            builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            builder.HasOne<Person>().WithMany().HasForeignKey(l => l.UserId);
        }
    }

    internal sealed class TokenMap : IEntityTypeConfiguration<IdentityUserToken<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
        {
            builder.ToTable("person_tokens");
            builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            builder.HasOne<Person>().WithMany().HasForeignKey(t => t.UserId);
        }
    }
}

public enum BoardName
{
    Name,
    Alias,
    Hidden,
}

/// <summary>How often a statement is mailed; one is written for each month with activity in any case.</summary>
public enum StatementRhythm
{
    Monthly,
    Quarterly,
}

/// <summary>What someone may do for the programme itself; what each brings stands in <see cref="Permissions"/>.</summary>
public enum StaffRole
{
    Manager,

    /// <summary>Decides sales.</summary>
    Reviewer,

    /// <summary>Answers requests.</summary>
    Expert,

    /// <summary>Reads all of the programme and changes nothing.</summary>
    Auditor,

    /// <summary>Gives roles and firms their order, and runs the program.</summary>
    Administrator,
}

public static class MemberTables
{
    extension(LeapDb db)
    {
        public DbSet<Person> People => db.Set<Person>();

        public DbSet<Firm> Firms => db.Set<Firm>();

        public DbSet<Membership> Memberships => db.Set<Membership>();

        public DbSet<Country> Countries => db.Set<Country>();

        public DbSet<TierChange> TierChanges => db.Set<TierChange>();
    }
}
