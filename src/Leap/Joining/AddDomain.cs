using System.Globalization;
using Leap.Audit;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Joining;

/// <summary>Lists a domain as a firm's. It counts once a manager of the programme has confirmed it.</summary>
public sealed class AddDomain(LeapDb db, AuditLog auditLog, Programmes.Calendar calendar)
{
    private const int DomainsMax = 20;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public enum Refusal
    {
        NotADomain,
        FreeMail,
        AlreadyListed,
        TooMany,
    }

    public async Task<Outcome<FirmDomain, Refusal>> RunAsync(long firmId, string typed, long adderId, CancellationToken cancel)
    {
        if (Normalised(typed) is not { } domain)
        {
            return Refusal.NotADomain;
        }

        if (Joining.FreeMail.Has(domain))
        {
            return Refusal.FreeMail;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var listed = await db.FirmDomains.Where(d => d.FirmId == firmId).Select(d => d.Domain).ToListAsync(cancel);
        if (listed.Contains(domain, StringComparer.Ordinal))
        {
            return Refusal.AlreadyListed;
        }

        if (listed.Count >= DomainsMax)
        {
            return Refusal.TooMany;
        }

        var added = new FirmDomain { FirmId = firmId, Domain = domain, AddedById = adderId, AddedAt = calendar.Now };
        db.Add(added);
        auditLog.Add(new AuditEntry(AuditAction.DomainAdded, AuditObject.Firm, firmId)
        {
            ActorId = adderId,
            After = [(AuditField.Domain, domain)],
        });
        await write.CommitAsync(cancel);
        return added;
    }

    /// <summary>In small ASCII letters, from a domain or an address at it; null when it is none.</summary>
    public static string? Normalised(string typed)
    {
        var name = typed.Trim().TrimEnd('.');
        name = name[(name.LastIndexOf('@') + 1)..];
        if (name.Length is 0 or > FirmDomain.LettersMax || !name.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var ascii = Idn.GetAscii(name).ToLowerInvariant();
            return Uri.CheckHostName(ascii) == UriHostNameType.Dns ? ascii : null;
        }
        catch (ArgumentException) when (name.Length > 0)
        {
            return null;
        }
    }
}
