using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Mail.Bounces;

/// <summary>What came of one file that <see cref="ReadBounces"/> read. It names nobody but by number; the file holds the rest.</summary>
public sealed class BounceReport
{
    public const int FingerprintMax = 64;

    public long Id { get; private set; }

    /// <summary>Of the file's content; unique, so that a file counts once however often and by whomever it is read.</summary>
    public required string Fingerprint { get; init; }

    public required DateTime ReadAt { get; init; }

    public required BounceResult Result { get; init; }

    /// <summary>The mail that it is about; null when that is not certain.</summary>
    public long? MessageId { get; init; }

    /// <summary>Whose mail it was; 0 when that is not certain or the address had no account.</summary>
    public long PersonId { get; init; }

    /// <summary>RFC 3463; empty when none is said.</summary>
    public required string Status { get; init; }

    /// <summary>What a file that can't be read is called in the folder `unreadable`, without its ending.</summary>
    public static string NameOf(string fingerprint) => fingerprint[..16];

    internal sealed class Map : IEntityTypeConfiguration<BounceReport>
    {
        public void Configure(EntityTypeBuilder<BounceReport> builder)
        {
            builder.ToTable("bounce_reports");
            builder.Property(r => r.Fingerprint).HasMaxLength(FingerprintMax);
            builder.Property(r => r.Status).HasMaxLength(RestingAddress.StatusMax);
            builder.HasIndex(r => r.Fingerprint).IsUnique();
            builder.HasIndex(r => new { r.MessageId, r.Result });
            builder.HasIndex(r => r.PersonId);
        }
    }
}

/// <summary>What a file in the folder of bounces turned out to be; the names are stored.</summary>
public enum BounceResult
{
    /// <summary>The address will never take a mail: it rests at once.</summary>
    HardBounce,

    /// <summary>This mail could not be delivered: five of them in 30 days let the address rest.</summary>
    SoftBounce,

    /// <summary>The recipient called the mail unwanted: the address rests at once.</summary>
    Complaint,

    /// <summary>The mail is late and still on its way.</summary>
    Delayed,

    /// <summary>The mail arrived.</summary>
    Delivered,

    /// <summary>An answer that a mail program wrote, such as of an absence.</summary>
    AutoReply,

    /// <summary>A mail that reports nothing: somebody may have answered.</summary>
    NoReport,

    /// <summary>A report without a token of ours: it may be made up, so nothing follows from it.</summary>
    NotAuthentic,

    /// <summary>A report about a mail that is no longer here.</summary>
    UnknownMessage,

    /// <summary>No mail at all, or one beyond what is read; the file lies in the folder `unreadable`.</summary>
    Unreadable,
}
