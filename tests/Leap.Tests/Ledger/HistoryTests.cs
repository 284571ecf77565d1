using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Leap.Tests.Engines;

namespace Leap.Tests.Ledger;

/// <summary>
/// Random sequences of all commands against the list model. A failure prints its shortest form: `LEAP_REPLAY="…"` plays that one again,
/// and `LEAP_SEQUENCES=10000` plays so many on each engine instead of the few that every run has time for.
/// </summary>
public sealed class HistoryTests
{
    private const int StepsMax = 40;
    private const int SequencesOfADatabase = 40;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Whatever_happens_in_whatever_order_the_books_are_what_plain_lists_say(Engine engine)
    {
        await using var shelf = new Shelf(engine);
        if (Variable("LEAP_REPLAY") is { } words)
        {
            await shelf.PlayAsync(Step.Parse(words));
            return;
        }

        var sequences = Variable("LEAP_SEQUENCES") is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : engine == Engine.Sqlite ? 60 : 25;
        var property = Prop.ForAll(Step.Sequences(StepsMax), shelf.PlayAsync);
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(sequences).WithStartSize(8).WithEndSize(StepsMax), property));
    }

    [Fact]
    public void A_sequence_is_read_as_it_was_written()
    {
        Step[] steps = [new(StepKind.Earn, 1, 50, 3, IsCrashed: true), new(StepKind.Wait, 0, 0, 7, IsCrashed: false)];

        Assert.Equal("Earn:1:50:3! Wait:0:0:7", Step.Write(steps));
        Assert.Equal(steps, Step.Parse(Step.Write(steps)));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Books for many sequences, each with people and days of its own; new ones after a while, so that they stay small.</summary>
    private sealed class Shelf(Engine engine) : IAsyncDisposable
    {
        private Books? books;
        private int played;

        public async Task PlayAsync(Step[] steps)
        {
            if (books is null || played % SequencesOfADatabase == 0)
            {
                await DisposeAsync();
                books = await Books.OpenAsync(engine);
            }

            played++;
            books.Clock.Advance(TimeSpan.FromDays(10));
            await new History(books, firstPersonId: played * 2, FormattableString.Invariant($"history/{played}")).PlayAsync(steps);
        }

        public async ValueTask DisposeAsync()
        {
            if (books is not null)
            {
                await books.DisposeAsync();
            }

            books = null;
        }
    }
}
