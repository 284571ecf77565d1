using Leap.Courses;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class ImportCoursesTests
{
    private const string Header =
        "module,language,item,kind,family,minutes,points,valid_months,title,text,option_a,option_b,option_c,option_d,correct";

    private static readonly string[] English =
    [
        Header,
        "M1,en,module,certification,rack,60,300,12,Racks,All about racks.,,,,,",
        "M1,en,page-1,,,,,,Rails,\"Two kinds:\n\n- fixed\n- sliding\",,,,,",
        "M1,en,question-1,,,,,,,Which?,One,Two,Three,Four,c",
    ];

    private static readonly string[] German =
    [
        Header,
        "M1,de,module,certification,rack,60,300,12,Racks,Alles über Racks.,,,,,",
        "M1,de,page-1,,,,,,Schienen,Zwei Arten.,,,,,",
        "M1,de,question-1,,,,,,,Welche?,Eins,Zwei,Drei,Vier,c",
    ];

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Another_languages_file_adds_its_texts(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);

        var first = await desk.ImportAsync("courses", English);
        var second = await desk.ImportAsync("courses", German);
        var again = await desk.ImportAsync("courses", English);

        var module = await desk.ReadAsync(db => db.Modules.Include(m => m.Pages).Include(m => m.Questions).SingleAsync());
        Assert.Equal((3, 3, 3), (first.Added, second.Changed, again.Unchanged));
        Assert.Equal((ModuleKind.Certification, 12), (module.Kind, module.ValidMonths));
        Assert.Equal("Two kinds:\n\n- fixed\n- sliding", module.Pages[0].Text.In("en"));
        Assert.Equal("Zwei Arten.", module.Pages[0].Text.In("de"));
        Assert.Equal(("Drei", 2), (module.Questions[0].OptionC.In("de"), module.Questions[0].CorrectOption));
    }

    [Fact]
    public async Task A_translation_never_changes_the_facts()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.ImportAsync("courses", English);

        var outdated = string.Join('\n', German).Replace("60,300,12", "60,999,12", StringComparison.Ordinal)
            .Replace("Vier,c", "Vier,d", StringComparison.Ordinal);
        var report = await desk.ImportTextAsync("courses", outdated);

        Assert.Equal([(2L, ""), (4L, "correct")], report.Bad.Select(b => (b.Line, b.Column)));
        Assert.Equal(300, await desk.ReadAsync(db => db.Modules.Select(m => m.Points).SingleAsync()));
    }

    [Fact]
    public async Task A_module_comes_whole_or_not_at_all()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);

        var withoutModule = await desk.ImportAsync("courses", Header, English[2], English[3]);
        var withoutQuestion = await desk.ImportAsync("courses", Header, English[1], English[2]);
        var withGap = await desk.ImportAsync("courses", [.. English, English[2].Replace("page-1", "page-3", StringComparison.Ordinal)]);
        var withBadRow = await desk.ImportAsync("courses", [.. English, "M1,en,question-2,,,,,,,Which?,One,Two,Three,Four,e"]);

        Assert.Equal([2, 2, 4, 4], new[] { withoutModule, withoutQuestion, withGap, withBadRow }.Select(r => r.Refused));
        Assert.Equal(0, await desk.ReadAsync(db => db.Modules.CountAsync()));
    }
}
