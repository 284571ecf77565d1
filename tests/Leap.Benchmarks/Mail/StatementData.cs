using Leap.Benchmarks.Ledger;
using Leap.Data;
using Leap.Ledger;
using Leap.Seeding;
using Leap.Statements;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Benchmarks.Mail;

/// <summary>
/// What all statements of a month are made of, before a word of them is written, beside one bare pass over the same postings. It is CPU
/// time: one reader waits for nobody, and a machine that is busy with other things would be measured instead.
/// </summary>
internal static class StatementData
{
    private const int Rounds = 7;
    private const int BatchPeople = 500;
    private const double MicrosecondsMax = 100;
    private const double FlatBar = 1.5;

    public static async IAsyncEnumerable<Line> RunAsync(Programme programme)
    {
        await programme.CloseAsync(SeasonShape.LastOn.AddMonths(-1));
        var month = await programme.CloseAsync(SeasonShape.LastOn);
        var count = await programme.UseAsync(scope => PassAsync(scope, month.Span, reached: null));
        var memory = new MemoryWatch(count);
        await programme.UseAsync(scope => PassAsync(scope, month.Span, memory.Reach));
        var (bare, ours) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            bare = Math.Min(bare, await MicrosecondsAsync(scope => BareAsync(scope.GetRequiredService<LeapDb>(), month.Span)));
            ours = Math.Min(ours, await MicrosecondsAsync(scope => PassAsync(scope, month.Span, reached: null)));
        }

        yield return new Line(
            FormattableString.Invariant($"data of {count} statements, a bare pass beside, as a share of 100 µs"),
            bare, ours, " µs", ours / MicrosecondsMax, 1, IsCeiling: true);
        yield return memory.Lines(FormattableString.Invariant($"{count} statements"), FlatBar).First();

        async Task<double> MicrosecondsAsync(Func<IServiceProvider, Task<int>> pass)
        {
            var before = Cpu.Seconds();
            await programme.UseAsync(pass);
            return (Cpu.Seconds() - before) * 1e6 / count;
        }
    }

    private static async Task<int> PassAsync(IServiceProvider scope, StatementSpan span, Action<long>? reached)
    {
        var people = await scope.GetRequiredService<Movements>()
            .ActiveAsync(span.AfterEntryId, span.HeadEntryId, CancellationToken.None);
        var places = await PeriodPlaces.ReadAsync(scope.GetRequiredService<LeapDb>(), span, CancellationToken.None);
        var sheets = scope.GetRequiredService<StatementSheets>();
        var done = 0;
        foreach (var batch in people.Chunk(BatchPeople))
        {
            done += (await sheets.ReadAsync(batch, span, places, CancellationToken.None)).Count;
            reached?.Invoke(done);
        }

        return done;
    }

    /// <summary>Opening and lines of everyone by kind of entry, in the order of their accounts, and nothing else.</summary>
    private static async Task<int> BareAsync(LeapDb db, StatementSpan span)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            SELECT p.account_id, e.kind, e.id > @after, SUM(p.points), COUNT(*)
            FROM postings p JOIN entries e ON e.id = p.entry_id
            WHERE p.entry_id <= @head AND p.account_id % 16 IN (@available, @pending, @held)
            GROUP BY 1, 2, 3 ORDER BY 1
            """;
        Add("@after", span.AfterEntryId);
        Add("@head", span.HeadEntryId);
        Add("@available", (long)AccountKind.Available);
        Add("@pending", (long)AccountKind.Pending);
        Add("@held", (long)AccountKind.Held);
        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows += reader.GetInt64(3) == 0 ? 0 : 1;
        }

        return rows;

        void Add(string name, long value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}
