using Leap.Courses;
using Leap.Ledger;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class ImportCompletionsTests
{
    private const string Header = "email,module,completed_on,score";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Completions_earn_once(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        await desk.ImportTextAsync("courses", Checkout.Read("seed-data/demo/courses.en.csv"));
        string[] file = [Header, "ada@acme.example,QL-RACK-01,2026-11-02,80", "jan@zebra.example,ql-rack-02,2026-11-03,100"];

        var first = await desk.ImportAsync("completions", file);
        var again = await desk.ImportAsync("completions", file);

        Assert.Equal((2, 0), (first.Added, first.Refused));
        Assert.Equal((0, 2), (again.Added, again.Unchanged));
        Assert.Equal(2, await desk.ReadAsync(db => db.Completions.CountAsync()));
        Assert.Equal(2, await desk.ReadAsync(db => db.Entries.CountAsync()));
    }

    [Theory]
    [InlineData("ada@acme.example,QL-RACK-01,2026-11-02,12", "", "The score is below the pass mark.")]
    [InlineData("ada@acme.example,QL-RACK-01,2026-11-23,80", "", "The date lies in the future.")]
    [InlineData("ada@acme.example,QL-RACK-01,2025-11-02,80", "", "The person was not a member of a firm on that day.")]
    [InlineData("ada@acme.example,QL-RACK-01,2026-11-02,101", "score", "The number lies outside 0 to 100.")]
    [InlineData("ada@acme.example,NOTHING,2026-11-02,80", "module", "There is no module with this code. Import the courses first.")]
    [InlineData("who@acme.example,QL-RACK-01,2026-11-02,80", "email", "There is no person with this e-mail address.")]
    public async Task Why_a_completion_was_refused_is_told(string row, string column, string reason)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportTextAsync("courses", Checkout.Read("seed-data/demo/courses.en.csv"));

        var report = await desk.ImportAsync("completions", Header, row);

        var bad = Assert.Single(report.Bad);
        Assert.Equal((2, column), (bad.Line, bad.Column));
        Assert.StartsWith(reason, bad.Reason, StringComparison.Ordinal);
    }
}
