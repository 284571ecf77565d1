using Leap.Data;
using Leap.Members;
using Leap.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Sales;

/// <summary>What a seller reports: a claim on points (S1).</summary>
public sealed class Sale
{
    /// <summary>Letters that fit, both of an invoice number and of its normal form, which can be longer.</summary>
    public const int InvoiceLettersMax = 60;

    public long Id { get; init; }

    public required long PersonId { get; init; }

    /// <summary>The seller's firm on the invoice date (S12).</summary>
    public required long FirmId { get; init; }

    public required string CustomerName { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string CustomerCountry { get; init; }

    public required bool IsPublicSector { get; init; }

    public long? DistributorId { get; init; }

    public required string InvoiceNumber { get; init; }

    /// <summary>The number's normal form (S2), unique within the firm among sales that are not rejected.</summary>
    public required string InvoiceKey { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Worth of one unit of the currency in the reporting currency on the invoice date, and where that comes from (S5).</summary>
    public required decimal Rate { get; init; }

    public required string RateSource { get; init; }

    public required DateTime SubmittedAt { get; init; }

    public SaleState State { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public long? DecidedById { get; private set; }

    public RejectionReason? Rejection { get; private set; }

    /// <summary>What the reviewer wrote to the seller; empty when nothing.</summary>
    public string Note { get; private set; } = "";

    public List<SaleLine> Lines { get; init; } = [];

    internal void Approve(long deciderId, DateTime now) => Decide(SaleState.Approved, deciderId, now);

    internal void Reject(RejectionReason reason, string note, long deciderId, DateTime now)
    {
        Decide(SaleState.Rejected, deciderId, now);
        Rejection = reason;
        Note = note;
    }

    private void Decide(SaleState state, long deciderId, DateTime now)
    {
        if (State != SaleState.Submitted)
        {
            throw new InvalidOperationException($"Sale {Id} is decided already.");
        }

        State = state;
        DecidedById = deciderId;
        DecidedAt = now;
    }

    internal sealed class Map : IEntityTypeConfiguration<Sale>
    {
        public void Configure(EntityTypeBuilder<Sale> builder)
        {
            builder.ToTable("sales");
            builder.Property(s => s.CustomerName).HasMaxLength(200);
            builder.Property(s => s.CustomerCountry).HasMaxLength(2);
            builder.Property(s => s.InvoiceNumber).HasMaxLength(InvoiceLettersMax);
            builder.Property(s => s.InvoiceKey).HasMaxLength(InvoiceLettersMax);
            builder.Property(s => s.Currency).HasMaxLength(3);
            builder.Property(s => s.Rate).HasPrecision(18, Products.Rate.Decimals);
            builder.Property(s => s.RateSource).HasMaxLength(80);
            builder.Property(s => s.Note).HasMaxLength(1000);
            builder.Property(s => s.State).IsConcurrencyToken();
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Firm>().WithMany().HasForeignKey(s => s.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Distributor>().WithMany().HasForeignKey(s => s.DistributorId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(s => s.Lines).WithOne().HasForeignKey(l => l.SaleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(s => new { s.FirmId, s.InvoiceKey }).IsUnique()
                .HasFilter("state <> 'Rejected'").HasDatabaseName("ix_sales_invoice");
            builder.HasIndex(s => new { s.PersonId, s.SubmittedAt });
            builder.HasIndex(s => s.SubmittedAt).HasFilter("state = 'Submitted'").HasDatabaseName("ix_sales_open");
        }
    }
}

public enum SaleState
{
    Submitted,
    Approved,
    Rejected,
}

public enum RejectionReason
{
    ProofMissing,
    NotOurProduct,
    WrongQuantity,
    AlreadyReported,
    NotAnEndCustomer,
    Other,
}

public static class SaleTables
{
    extension(LeapDb db)
    {
        public DbSet<Sale> Sales => db.Set<Sale>();

        public DbSet<SaleLine> SaleLines => db.Set<SaleLine>();

        public DbSet<SellOut> SellOut => db.Set<SellOut>();
    }
}
