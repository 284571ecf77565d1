using Leap.Awards;
using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Imports;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Leap.Sales;
using Leap.Statements;
using Leap.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Seeding;

/// <summary>Plays days of the season inside the caller's transaction: what was learned, reported and decided, and what jobs did.</summary>
internal sealed class DemoDays(IServiceProvider services, DemoProgramme demo, Languages languages)
{
    private readonly LeapDb db = services.GetRequiredService<LeapDb>();
    private readonly ILookup<DateOnly, DemoCompletion> learned = demo.Completions.ToLookup(c => c.CompletedOn);
    private readonly ILookup<DateOnly, DemoSale> reported = demo.Sales.ToLookup(s => s.SubmittedOn);
    private readonly ILookup<DateOnly, DemoSale> decided = demo.Sales.Where(s => s.DecidedOn is not null).ToLookup(s => s.DecidedOn!.Value);

    /// <summary>Ids of the sales that were reported, by seller's address and invoice number.</summary>
    private readonly Dictionary<(string Email, string InvoiceNumber), long> sales = [];

    private List<long> managers = [];

    public async Task PlayAsync(DateOnly day, CancellationToken cancel)
    {
        if (learned.Contains(day))
        {
            await ImportAsync<ImportCompletions>(DemoProgramme.CompletionsText(learned[day]), cancel);
        }

        if (reported.Contains(day))
        {
            await ImportAsync<ImportSales>(DemoProgramme.SalesText(reported[day], isDecided: false), cancel);
        }

        if (decided.Contains(day))
        {
            await DecideAsync([.. decided[day]], cancel);
        }

        await services.GetRequiredService<ReleaseAwards>().RunAsync(day, cancel);
        if (day.AddDays(1).Day == 1 || day == SeasonShape.LastOn)
        {
            await RunJobsAsync(day, cancel);
        }
    }

    private async Task DecideAsync(List<DemoSale> sold, CancellationToken cancel)
    {
        await LearnIdsAsync(cancel);
        var decisions = sold.ConvertAll(s =>
        {
            var id = sales[(s.Seller.Email, s.InvoiceNumber)];
            return new SaleDecision(id, managers[(int)(id % managers.Count)], ReasonOf(s.Rejection));
        });
        var outcomes = await services.GetRequiredService<DecideSales>().RunAsync(decisions, tellsSellers: false, cancel);
        if (outcomes.FirstOrDefault(o => o.Refusal is not null).Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The demo's decisions: {refusal}");
        }
    }

    private static RejectionReason? ReasonOf(string code) =>
        code.Length == 0 ? null : Choices.TryParse<RejectionReason>(code, out var reason) ? reason : RejectionReason.Other;

    /// <summary>What was stored since the last time.</summary>
    private async Task LearnIdsAsync(CancellationToken cancel)
    {
        if (managers.Count == 0)
        {
            managers = await db.People.Where(p => p.Staff == StaffRole.Manager).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel);
        }

        var last = sales.Count == 0 ? 0 : sales.Values.Max();
        var fresh = await db.Sales.AsNoTracking()
            .Where(s => s.Id > last)
            .Join(db.People, s => s.PersonId, p => p.Id, (s, p) => new { s.Id, p.Email, s.InvoiceNumber })
            .ToListAsync(cancel);
        fresh.ForEach(s => sales.Add((s.Email!, s.InvoiceNumber), s.Id));
    }

    /// <summary>
    /// What runs by itself, as at the end of each month. Badges are awarded once: each bears the day on which it was won, whenever it is
    /// looked for. Nobody is mailed about the past; what is due on the last day is told as on any other.
    /// </summary>
    private async Task RunJobsAsync(DateOnly day, CancellationToken cancel)
    {
        await services.GetRequiredService<ExpireLots>().RunAsync(day, cancel);
        await services.GetRequiredService<FreezeBoards>().RunAsync(day, cancel);
        await services.GetRequiredService<SetTiers>().RunAsync(day, cancel);
        if (day == SeasonShape.LastOn)
        {
            await services.GetRequiredService<AwardBadges>().RunAsync(day, tellsHolders: false, cancel);
            await services.GetRequiredService<AnnounceExpiries>().RunAsync(day, cancel);
            await services.GetRequiredService<RemindCertifications>().RunAsync(day, cancel);
            await services.GetRequiredService<AnnounceModules>().RunAsync(day, cancel);
            await services.GetRequiredService<AnnouncePromotions>().RunAsync(day, cancel);
        }
    }

    private Task ImportAsync<TImport>(string text, CancellationToken cancel)
        where TImport : IImport =>
        DemoImport.RunAsync(services.GetRequiredService<TImport>(), new StringReader(text), languages, cancel);
}
