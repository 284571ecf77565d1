using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leap.Access;
using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Members;
using Leap.Privacy;
using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Refusal = Leap.Privacy.AskErasure.Refusal;

namespace Leap.Tests.Privacy;

public sealed class ErasureTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task No_byte_of_the_person_is_left_and_the_books_balance(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);
        await marked.RunAsync<WriteDownloads, int>(downloads => downloads.RunAsync(CancellationToken.None));
        Assert.NotEmpty(await FindAsync(marked));
        Assert.NotEqual(0, (await marked.Stage.BalanceAsync(marked.Anna)).Available);

        await AskAsync(marked, marked.Anna, marked.Anna);
        marked.Stage.MoveTo("2026-12-09");
        Assert.Equal(1, await CarryOutAsync(marked));

        Assert.Empty(await FindAsync(marked));
        Assert.DoesNotContain(marked.Log.All, line => line.Contains(Marked.Mark, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, (await marked.Stage.BalanceAsync(marked.Anna)).Available);
        await marked.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_are_lost_by_an_entry_with_its_own_reason_also_those_that_arrive_later(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);
        var before = (await marked.Stage.BalanceAsync(marked.Anna)).Available;
        await EraseAsync(marked);
        await using var db = marked.Stage.OpenDb();
        var entry = await db.Entries.SingleAsync(e => e.Cause == ForfeitPoints.Cause);
        Assert.Equal(EntryKind.Expired, entry.Kind);
        Assert.Equal(before, await db.Postings.Where(p => p.EntryId == entry.Id && p.Points > 0).SumAsync(p => p.Points));

        marked.Stage.MoveTo("2026-12-20");
        await marked.RunAsync<DecideSales, int>(async decide =>
        {
            await using var read = marked.Stage.OpenDb();
            var open = await read.Sales.Where(s => s.PersonId == marked.Anna && s.State == SaleState.Submitted)
                .Select(s => s.Id)
                .ToListAsync();
            await decide.RunAsync(
                [.. open.Select(id => new SaleDecision(id, marked.Mia))], tellsSellers: true, CancellationToken.None);
            return 0;
        });
        await CarryOutAsync(marked);

        Assert.Equal(0, (await marked.Stage.BalanceAsync(marked.Anna)).Available);
        await marked.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Boards_that_are_closed_show_a_pseudonym_that_leads_to_nobody(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);
        await EraseAsync(marked);

        var board = new Board(BoardScope.Programme, "", BoardKind.Both, "2026-10");
        var view = await marked.RunAsync<Standings, BoardView>(s => s.ViewAsync(board, marked.Mia, CancellationToken.None));

        Assert.Contains(view.Top, place => place.Name!.StartsWith("Former participant ", StringComparison.Ordinal));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_same_address_makes_a_new_person_later(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);
        await EraseAsync(marked);
        await using var db = marked.Stage.OpenDb();
        var address = $"anna.{Marked.Mark}@firm.example";

        db.Add(new Person
        {
            Name = "Anna", Language = "de", Country = "DE", UserName = address, NormalizedUserName = address.ToUpperInvariant(),
            Email = address, NormalizedEmail = address.ToUpperInvariant(),
        });
        await db.SaveChangesAsync();

        Assert.NotEqual(marked.Anna, await marked.Stage.PersonAsync("Anna"));
    }

    [Fact]
    public async Task Nothing_happens_before_its_day_nor_after_it_was_called_off()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);
        await AskAsync(marked, marked.Anna, marked.Anna);
        Assert.Equal(0, await CarryOutAsync(marked));

        Assert.Null((await CancelAsync(marked)).Refusal);
        marked.Stage.MoveTo("2027-01-01");
        Assert.Equal(0, await CarryOutAsync(marked));
        Assert.Equal(CancelErasure.Refusal.NothingAsked, (await CancelAsync(marked)).Refusal);
        Assert.NotEmpty(await FindAsync(marked));
    }

    [Fact]
    public async Task A_manager_can_have_it_at_once_with_a_reason_and_it_is_on_record_without_a_name()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);

        await AskAsync(marked, marked.Anna, marked.Mia, ErasureReason.AskedManager, isAtOnce: true);
        Assert.Equal(1, await CarryOutAsync(marked));

        await using var db = marked.Stage.OpenDb();
        var id = marked.Anna.ToString(CultureInfo.InvariantCulture);
        var actions = await db.Set<Leap.Audit.AuditRecord>().Where(r => r.ObjectId == id).Select(r => r.Action.ToString()).ToListAsync();
        Assert.Contains("ErasureAsked", actions);
        Assert.Contains("PersonErased", actions);
    }

    [Fact]
    public async Task Every_refusal_writes_nothing()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);

        Assert.Equal(Refusal.ReasonMissing, (await AskAsync(marked, marked.Anna, marked.Mia)).Refusal);
        Assert.Equal(Refusal.ReasonMissing, (await AskAsync(marked, marked.Anna, marked.Mia, ErasureReason.OwnWish)).Refusal);
        Assert.Equal(Refusal.NoSuchPerson, (await AskAsync(marked, 999_999, marked.Mia, ErasureReason.LegalRequest)).Refusal);
        Assert.Equal(Refusal.LastManager, (await AskAsync(marked, marked.Mia, marked.Mia)).Refusal);
        await AskAsync(marked, marked.Anna, marked.Anna);
        Assert.Equal(Refusal.AskedAlready, (await AskAsync(marked, marked.Anna, marked.Anna)).Refusal);

        await using var db = marked.Stage.OpenDb();
        Assert.Equal(1, await db.Erasures.CountAsync());
    }

    [Fact]
    public async Task The_programme_keeps_an_administrator_also_when_two_want_to_go_at_once()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);
        await using (var db = marked.Stage.OpenDb())
        {
            await db.People.Where(p => p.Id == marked.Anna || p.Id == marked.Mia)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Staff, StaffRole.Administrator));
        }

        Assert.Null((await AskAsync(marked, marked.Anna, marked.Anna)).Refusal);
        Assert.Equal(Refusal.LastAdministrator, (await AskAsync(marked, marked.Mia, marked.Mia)).Refusal);
    }

    [Fact]
    public async Task Staff_are_erased_by_administrators_and_themselves_alone()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);
        await using (var db = marked.Stage.OpenDb())
        {
            await db.People.Where(p => p.Id == marked.Anna).ExecuteUpdateAsync(set => set.SetProperty(p => p.Staff, StaffRole.Auditor));
        }

        Assert.Equal(Refusal.StaffByAdministrator, (await AskAsync(marked, marked.Anna, marked.Mia, ErasureReason.LegalRequest)).Refusal);
        Assert.Null((await AskAsync(marked, marked.Anna, marked.Anna)).Refusal);
    }

    [Fact]
    public async Task Tries_to_sign_in_go_with_the_address()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);
        await using var db = marked.Stage.OpenDb();
        var tried = "password " + await db.People.Where(p => p.Id == marked.Anna).Select(p => p.NormalizedEmail).SingleAsync();
        await marked.RunAsync<TryLimit, TryLimit.Turn>(limit => limit.BeginAsync(tried, network: null, CancellationToken.None));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tried)));
        Assert.True(await db.SignInTries.AnyAsync(t => t.Key == key));

        await EraseAsync(marked);

        Assert.False(await db.SignInTries.AnyAsync(t => t.Key == key));
    }

    private static async Task EraseAsync(Marked marked)
    {
        await AskAsync(marked, marked.Anna, marked.Anna);
        marked.Stage.MoveTo("2026-12-09");
        Assert.Equal(1, await CarryOutAsync(marked));
    }

    private static Task<int> CarryOutAsync(Marked marked) =>
        marked.RunAsync<CarryOutErasures, int>(erasures => erasures.RunAsync(CancellationToken.None));

    private static Task<Outcome<Erasure, Refusal>> AskAsync(
        Marked marked, long personId, long actorId, ErasureReason? reason = null, bool isAtOnce = false) =>
        marked.RunAsync<AskErasure, Outcome<Erasure, Refusal>>(
            ask => ask.RunAsync(personId, actorId, reason, isAtOnce, CancellationToken.None));

    private static Task<Outcome<Erasure, CancelErasure.Refusal>> CancelAsync(Marked marked) =>
        marked.RunAsync<CancelErasure, Outcome<Erasure, CancelErasure.Refusal>>(
            cancel => cancel.RunAsync(marked.Anna, marked.Anna, CancellationToken.None));

    /// <summary>Where the mark still is: the raw bytes of every file, and on PostgreSQL every row of every table as text.</summary>
    private static async Task<List<string>> FindAsync(Marked marked)
    {
        var found = new List<string>();
        foreach (var file in Directory.GetFiles(marked.Stage.Folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            if (text.Contains(Marked.Mark, StringComparison.OrdinalIgnoreCase) || InBase64(text))
            {
                found.Add(Path.GetFileName(file));
            }
        }

        await using var db = marked.Stage.OpenDb();
        if (db.IsPostgres)
        {
            var tables = await db.Database
                .SqlQueryRaw<string>("SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'")
                .ToListAsync();
            foreach (var table in tables)
            {
#pragma warning disable EF1002 // A table's name is none of a user's words.
                var rows = await db.Database.SqlQueryRaw<string>($"SELECT t::text AS \"Value\" FROM \"{table}\" t").ToListAsync();
#pragma warning restore EF1002
                found.AddRange(rows.Where(r => r.Contains(Marked.Mark, StringComparison.OrdinalIgnoreCase)).Select(r => $"{table}: {r}"));
            }
        }

        return found;
    }

    /// <summary>Mails are kept in base64, where a word has one of three forms.</summary>
    private static bool InBase64(string text) => Enumerable.Range(0, 3).Any(shift =>
    {
        var coded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + Marked.Mark));
        return text.Replace("\r\n", "", StringComparison.Ordinal).Contains(coded[(shift == 0 ? 0 : 4)..8], StringComparison.Ordinal);
    });
}
