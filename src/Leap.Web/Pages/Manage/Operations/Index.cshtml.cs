using System.Linq.Expressions;
using Leap.Data;
using Leap.Jobs;
using Leap.Ledger;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using System.Globalization;
using System.Text.Json;

namespace Leap.Web.Pages.Manage.Operations;

/// <summary>What runs by itself and whether it does: jobs, the outbox, the ledger's proof, database and health.</summary>
[May(Permission.SeeOperations, Act = Permission.Operate)]
public sealed class IndexModel(
    LeapDb db, JobRuns jobRuns, HeldMail heldMail, Programmes.Calendar calendar, HealthCheckService health, Me me) : PageModel
{
    private const string Relay = "relay-outbox";
    private const int LatestCount = 20;
    private const int FailedMost = 50;

    /// <summary>What was held back for its reader's sake is no failure, and nothing to be sent again.</summary>
    private static readonly Expression<Func<Message, bool>> HasFailed =
        m => m.FailedAt != null && m.LastReason != TryReason.Declined && m.LastReason != TryReason.AddressRests;

    /// <param name="OldestAt">When the message that waits longest was written; null when none waits.</param>
    public sealed record OutboxFacts(int Owed, DateTime? OldestAt, long SentToday, int Failed);

    /// <param name="Later">How many of them were tried and wait for their next try.</param>
    public sealed record WaitingRow(string Kind, int Priority, int Count, int Later, DateTime OldestAt);

    public sealed record MailRow(
        long Id,
        string Kind,
        string Name,
        string Language,
        int Tries,
        DateTime CreatedAt,
        DateTime? SentAt,
        DateTime? FailedAt,
        TryReason? Reason,
        string? Detail)
    {
        /// <summary>Why it was held back untried; null when that is not so.</summary>
        public TryReason? Withheld => Reason is TryReason.Declined or TryReason.AddressRests ? Reason : null;
    }

    /// <param name="Head">The newest entry's link in the chain, in hex; empty before the first.</param>
    public sealed record LedgerFacts(
        long Entries, DateTime? BookedAt, string Head, DayHead? Day, long Available, long Pending);

    /// <summary>What an action before this page came to: a text's key, and the job that it was about.</summary>
    public sealed record Told(string Key, string Job = "", bool IsRefusal = false);

    public IReadOnlyList<JobRuns.Row> Jobs { get; private set; } = [];

    public OutboxFacts Outbox { get; private set; } = null!;

    /// <summary>What goes first stands first.</summary>
    public IReadOnlyList<WaitingRow> Waiting { get; private set; } = [];

    public IReadOnlyList<HeldMail.Held> Held { get; private set; } = [];

    public IReadOnlyList<MailRow> Latest { get; private set; } = [];

    public IReadOnlyList<MailRow> Failed { get; private set; } = [];

    public LedgerFacts Ledger { get; private set; } = null!;

    public DatabaseFacts Database { get; private set; } = null!;

    public HealthReport Health { get; private set; } = null!;

    public Told? Notice { get; private set; }

    /// <summary>Null unless the books were just verified.</summary>
    public VerifyLedger.Report? Verified { get; private set; }

    public DateTime Now => calendar.Now;

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Notice = Take<Told>(nameof(Notice));
        Verified = Take<VerifyLedger.Report>(nameof(Verified));
        Health = await health.CheckHealthAsync(cancel);
        Jobs = await jobRuns.ListAsync(cancel);
        await LoadMailsAsync(cancel);
        Ledger = await LedgerAsync(cancel);
        Database = await DatabaseFacts.ReadAsync(db, cancel);
    }

    public async Task<IActionResult> OnPostRunAsync(string job, [FromServices] RunJobNow runJobNow, CancellationToken cancel)
    {
        var outcome = await runJobNow.RunAsync(job, me.PersonId, cancel);
        return Answer(outcome.Refusal, new Told("operations.told.run", job));
    }

    public async Task<IActionResult> OnPostPauseAsync(string job, [FromServices] PauseJob pauseJob, CancellationToken cancel)
    {
        var outcome = await pauseJob.RunAsync(job, isPaused: true, me.PersonId, cancel);
        return Answer(outcome.Refusal, new Told("operations.told.pause", job));
    }

    public async Task<IActionResult> OnPostResumeAsync(string job, [FromServices] PauseJob pauseJob, CancellationToken cancel)
    {
        var outcome = await pauseJob.RunAsync(job, isPaused: false, me.PersonId, cancel);
        return Answer(outcome.Refusal, new Told("operations.told.resume", job));
    }

    public async Task<IActionResult> OnPostRetryAsync(long id, [FromServices] RetryMessage retryMessage, CancellationToken cancel)
    {
        var outcome = await retryMessage.RunAsync(id, me.PersonId, cancel);
        return outcome.Refusal switch
        {
            null => Back(new Told("operations.told.retry")),
            RetryMessage.Refusal.NotFound => NotFound(),
            { } refusal => Back(new Told(Refusals.Key(refusal), IsRefusal: true)),
        };
    }

    public async Task<IActionResult> OnPostVerifyAsync(
        [FromServices] SealEntries sealEntries, [FromServices] VerifyBooks verifyBooks, CancellationToken cancel)
    {
        await sealEntries.RunAsync(cancel);
        TempData[nameof(Verified)] = JsonSerializer.Serialize(await verifyBooks.RunAsync(asOf: null, onProgress: null, cancel));
        return RedirectToPage(null, null, null, "ledger");
    }

    private IActionResult Answer(RunJobNow.Refusal? refusal, Told done) => refusal switch
    {
        null => Back(done),
        RunJobNow.Refusal.NotFound => NotFound(),
        { } why => Back(new Told(Refusals.Key(why), IsRefusal: true)),
    };

    private RedirectToPageResult Back(Told told)
    {
        TempData[nameof(Notice)] = JsonSerializer.Serialize(told);
        return RedirectToPage();
    }

    private T? Take<T>(string name) => TempData[name] is string json ? JsonSerializer.Deserialize<T>(json) : default;

    private async Task LoadMailsAsync(CancellationToken cancel)
    {
        var messages = db.Messages.AsNoTracking();
        var now = calendar.Now;
        var waiting = messages.Where(m => m.SentAt == null && m.FailedAt == null);
        Waiting = await waiting.GroupBy(m => new { m.Priority, m.Kind })
            .OrderBy(g => g.Key.Priority).ThenBy(g => g.Key.Kind)
            .Select(g => new WaitingRow(
                g.Key.Kind, g.Key.Priority, g.Count(), g.Count(m => m.DueAt > now), g.Min(m => m.CreatedAt)))
            .ToListAsync(cancel);
        Held = Waiting.Count == 0 ? [] : await heldMail.ListAsync(cancel);
        var failed = await messages.CountAsync(HasFailed, cancel);
        var sent = Jobs.FirstOrDefault(j => j.Job.Name == Relay)?.Latest is { } run && run.AsOf == calendar.Today ? run.DoneInAll : 0;
        Outbox = new(Waiting.Sum(w => w.Count), Waiting.Count == 0 ? null : Waiting.Min(w => w.OldestAt), sent, failed);
        Latest = await ToRows(messages.OrderByDescending(m => m.Id).Take(LatestCount)).ToListAsync(cancel);
        Failed = failed == 0
            ? []
            : await ToRows(messages.Where(HasFailed).OrderByDescending(m => m.FailedAt).Take(FailedMost)).ToListAsync(cancel);
    }

    private static IQueryable<MailRow> ToRows(IQueryable<Message> messages) => messages.Select(m =>
        new MailRow(m.Id, m.Kind, m.ToName, m.Language, m.Tries, m.CreatedAt, m.SentAt, m.FailedAt, m.LastReason, m.LastError));

    private async Task<LedgerFacts> LedgerAsync(CancellationToken cancel)
    {
        var last = await db.Entries.AsNoTracking().OrderByDescending(e => e.BookedAt).Select(e => (DateTime?)e.BookedAt)
            .FirstOrDefaultAsync(cancel);
        var count = await db.Entries.LongCountAsync(cancel);
        var head = await db.Links.AsNoTracking().OrderByDescending(l => l.EntryId).FirstOrDefaultAsync(cancel);
        var day = await db.Heads.AsNoTracking().OrderByDescending(h => h.DayOn).FirstOrDefaultAsync(cancel);
        var points = await db.Accounts.AsNoTracking()
            .Where(a => a.Kind == AccountKind.Available || a.Kind == AccountKind.Pending)
            .GroupBy(a => a.Kind)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points) ?? 0 })
            .ToDictionaryAsync(x => x.Key, x => x.Points, cancel);
        return new(
            count,
            last,
            Convert.ToHexStringLower(head?.Hash ?? []),
            day,
            points.GetValueOrDefault(AccountKind.Available),
            points.GetValueOrDefault(AccountKind.Pending));
    }
}
