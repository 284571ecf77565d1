using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Joining;

/// <summary>A domain whose addresses belong to a firm's people, once a manager has confirmed it.</summary>
public sealed class FirmDomain
{
    public const int LettersMax = 253;

    public long Id { get; init; }

    public required long FirmId { get; init; }

    /// <summary>In small letters, in its ASCII form.</summary>
    public required string Domain { get; init; }

    public required long AddedById { get; init; }

    public required DateTime AddedAt { get; init; }

    /// <summary>Null while nobody may join by it.</summary>
    public DateTime? ConfirmedAt { get; set; }

    public long? ConfirmedById { get; set; }

    internal string AnswerKey => FormattableString.Invariant($"request-answered/domain/{Id}");

    /// <summary>What the one who listed it is told once it is confirmed.</summary>
    internal RequestAnsweredMail ToAnswer(Person adder, Calendar calendar) => new()
    {
        Name = adder.Name,
        Topic = RequestTopic.FirmDomain,
        IsYes = true,
        About = Domain,
        AskedOn = calendar.DayOf(AddedAt),
        Path = "/firm/requests",
    };

    internal sealed class Map : IEntityTypeConfiguration<FirmDomain>
    {
        public void Configure(EntityTypeBuilder<FirmDomain> builder)
        {
            builder.ToTable("firm_domains");
            builder.Property(d => d.Domain).HasMaxLength(LettersMax);
            builder.HasOne<Firm>().WithMany().HasForeignKey(d => d.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(d => d.AddedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(d => d.ConfirmedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(d => new { d.FirmId, d.Domain }).IsUnique();
            builder.HasIndex(d => d.Domain);
        }
    }
}

public static class JoiningTables
{
    extension(LeapDb db)
    {
        public DbSet<FirmDomain> FirmDomains => db.Set<FirmDomain>();

        public DbSet<JoinLink> JoinLinks => db.Set<JoinLink>();

        public DbSet<JoinRequest> JoinRequests => db.Set<JoinRequest>();
    }
}
