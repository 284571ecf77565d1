using System.Globalization;
using Leap.Audit;
using Leap.Corrections;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>Reads the audit log, newest first, with names and notes; five queries at most, however many rows.</summary>
public sealed class AuditRows(LeapDb db, Programmes.Calendar calendar, Locale locale)
{
    /// <param name="after">Where the rows before ended; null begins at the newest.</param>
    public async Task<IReadOnlyList<AuditRow>> ReadAsync(AuditFilter filter, AuditPlace? after, int count, CancellationToken cancel)
    {
        var records = filter.Records(db, calendar);
        if (after is { At: var at, Id: var id })
        {
            records = records.Where(r => r.At < at || (r.At == at && r.Id < id));
        }

        var found = await records.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(count).ToListAsync(cancel);
        var people = await PeopleAsync(found, cancel);
        var promotions = await PromotionsAsync(found, cancel);
        var saleNotes = await SaleNotesAsync(found, cancel);
        var correctionNotes = await CorrectionNotesAsync(found, cancel);
        return found.ConvertAll(ToRow);

        AuditRow ToRow(AuditRecord record)
        {
            var (name, address) = record.ObjectKind switch
            {
                AuditObject.Person => (people.GetValueOrDefault(IdOf(record)), $"/manage/accounts/person/{record.ObjectId}"),
                AuditObject.Promotion => promotions.TryGetValue(IdOf(record), out var promotion)
                    ? (promotion.Name.In(locale.Code), $"/manage/promotions/{promotion.Code.ToLowerInvariant()}")
                    : (record.Label, null),
                AuditObject.RestingAddress => (locale[$"resting.cause.{record.Label}"], AddressOf(record)),
                _ => (record.Label, AddressOf(record)),
            };
            var note = AuditRow.NumberOf(record, AuditField.Correction) is { } correction
                ? correctionNotes.GetValueOrDefault(correction)
                : record.ObjectKind == AuditObject.Sale ? saleNotes.GetValueOrDefault(IdOf(record)) : null;
            var actor = record.ActorId is { } actorId ? people.GetValueOrDefault(actorId) : null;
            return new(record, actor, name ?? Plain(record), address, note);
        }
    }

    private static string? AddressOf(AuditRecord record) => record.ObjectKind switch
    {
        AuditObject.Sale => $"/manage/sales/{record.ObjectId}",
        AuditObject.Firm => $"/manage/firms/{record.ObjectId}",
        AuditObject.Books => "/manage/closings",
        AuditObject.Terms => "/manage/terms",
        AuditObject.RestingAddress => "/manage/resting?state=all",
        AuditObject.Message or AuditObject.Job => "/manage/operations",
        _ => null,
    };

    /// <summary>By what it is known when it has no better name.</summary>
    private string Plain(AuditRecord record) => record.ObjectKind switch
    {
        AuditObject.Job or AuditObject.Import => record.ObjectId,
        AuditObject.Ledger => "",
        AuditObject.Books => locale.Date(DateOnly.ParseExact(record.ObjectId, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => locale.Text("accounts.number", ("id", record.ObjectId)),
    };

    private static long IdOf(AuditRecord record) => long.Parse(record.ObjectId, CultureInfo.InvariantCulture);

    private static List<long> IdsOf(List<AuditRecord> records, AuditObject kind) =>
        [.. records.Where(r => r.ObjectKind == kind).Select(IdOf).Distinct()];

    private async Task<Dictionary<long, string>> PeopleAsync(List<AuditRecord> records, CancellationToken cancel)
    {
        var ids = records.Where(r => r.ActorId is not null).Select(r => r.ActorId!.Value)
            .Union(IdsOf(records, AuditObject.Person))
            .ToList();
        return ids.Count == 0
            ? []
            : await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
    }

    private async Task<Dictionary<long, (string Code, LocalizedText Name)>> PromotionsAsync(
        List<AuditRecord> records, CancellationToken cancel)
    {
        var ids = IdsOf(records, AuditObject.Promotion);
        if (ids.Count == 0)
        {
            return [];
        }

        var promotions = await db.Promotions.AsNoTracking().Include(p => p.Versions).Where(p => ids.Contains(p.Id)).ToListAsync(cancel);
        return promotions.ToDictionary(p => p.Id, p => (p.Code, p.Current.Name));
    }

    private async Task<Dictionary<long, string>> SaleNotesAsync(List<AuditRecord> records, CancellationToken cancel)
    {
        List<long> ids = [.. records.Where(r => r.Action == AuditAction.SaleRejected).Select(IdOf)];
        return ids.Count == 0
            ? []
            : await db.Sales.AsNoTracking().Where(s => ids.Contains(s.Id) && s.Note != "")
                .ToDictionaryAsync(s => s.Id, s => s.Note, cancel);
    }

    private async Task<Dictionary<long, string>> CorrectionNotesAsync(List<AuditRecord> records, CancellationToken cancel)
    {
        List<long> ids =
        [
            .. records.Select(r => AuditRow.NumberOf(r, AuditField.Correction)).Where(id => id is not null).Select(id => id!.Value)
                .Distinct(),
        ];
        return ids.Count == 0
            ? []
            : await db.ManualEntries.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Note, cancel);
    }
}
