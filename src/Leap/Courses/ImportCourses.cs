using System.Globalization;
using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>
/// Modules with pages and questions, one row each, a module's rows together. A file of the programme's language holds the facts; files of
/// other languages add texts to modules that are there. Pages and questions that a file leaves out stay, since attempts may rest on them.
/// </summary>
public sealed class ImportCourses(LeapDb db, Languages languages, Programmes.Calendar calendar) : IImport
{
    public string Subject => "courses";

    public IReadOnlyList<string> Columns { get; } =
    [
        "module", "language", "item", "kind", "family", "minutes", "points", "valid_months", "title", "text",
        "option_a", "option_b", "option_c", "option_d", "correct",
    ];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var spoken = languages.All.Select(l => l.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await foreach (var batch in run.GroupsAsync(row => Read(row, spoken), KeyOf, cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private static string KeyOf(ImportRow row) => $"{row.Cell("module")} {row.Cell("language")}";

    private static CourseItem Read(ImportRow row, HashSet<string> spoken)
    {
        var language = row.OneOf("language", spoken, "import.reason.no_language");
        var module = row.Code("module");
        var item = row.Cell("item").Split('-') switch
        {
            ["module"] => ReadModule(row, module, language),
            ["page", var number] => ReadPage(row, module, language, NumberOf(number)),
            ["question", var number] => ReadQuestion(row, module, language, NumberOf(number)),
            _ => new CourseItem(module, language, 0),
        };
        if (item is { Number: 0, Facts: null })
        {
            row.Complain("item", "import.reason.course_item");
        }

        row.Once("item", $"{module} {language} {row.Cell("item")}");
        return item;
    }

    private static int NumberOf(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is >= 1 and <= 200 ? read : 0;

    private static CourseItem ReadModule(ImportRow row, string code, string language)
    {
        var kind = row.Choice<ModuleKind>("kind");
        var months = row.OptionalWhole("valid_months", 1, 120);
        if (months is null && kind == ModuleKind.Certification)
        {
            row.Complain("valid_months", "import.reason.empty");
        }

        var facts = new Module
        {
            Code = code,
            Kind = kind,
            Family = row.Word("family"),
            Minutes = (int)row.Whole("minutes", 1, 10_000),
            Points = (int)row.Whole("points", 0, 1_000_000),
            ValidMonths = (int?)months,
            Title = Said(language, row.Text("title", 200)),
            Summary = Said(language, row.LongText("text")),
        };
        return new CourseItem(code, language, 0) { Facts = facts };
    }

    private static CourseItem ReadPage(ImportRow row, string module, string language, int number) => new(module, language, number)
    {
        Page = new ModulePage
        {
            ModuleId = 0,
            Number = number,
            Title = Said(language, row.Text("title", 200)),
            Text = Said(language, row.LongText("text")),
        },
    };

    private static CourseItem ReadQuestion(ImportRow row, string module, string language, int number) => new(module, language, number)
    {
        Question = new Question
        {
            ModuleId = 0,
            Number = number,
            Text = Said(language, row.LongText("text")),
            OptionA = Said(language, row.Text("option_a", ImportRow.CellMax)),
            OptionB = Said(language, row.Text("option_b", ImportRow.CellMax)),
            OptionC = Said(language, row.Text("option_c", ImportRow.CellMax)),
            OptionD = Said(language, row.Text("option_d", ImportRow.CellMax)),
            CorrectOption = (int)row.Choice<Letter>("correct"),
        },
    };

    private static LocalizedText Said(string language, string text) => new([KeyValuePair.Create(language, text)]);

    private async Task StoreAsync(ImportRun run, IReadOnlyList<IReadOnlyList<Taken<CourseItem>>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var codes = batch.Select(g => g[0].Value.Module).Distinct(StringComparer.Ordinal).ToList();
        var modules = await db.Modules.Include(m => m.Pages).Include(m => m.Questions).AsSplitQuery()
            .Where(m => codes.Contains(m.Code))
            .ToDictionaryAsync(m => m.Code, StringComparer.Ordinal, cancel);
        foreach (var group in batch)
        {
            var merge = new CourseMerge(db, run, languages.Programme.Code, calendar.Today);
            await merge.RunAsync(modules, group, cancel);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private enum Letter
    {
        A,
        B,
        C,
        D,
    }
}

/// <summary>One row: the module's facts, a page, or a question, with its texts in one language. The first has number 0.</summary>
internal sealed record CourseItem(string Module, string Language, int Number)
{
    public Module? Facts { get; init; }

    public ModulePage? Page { get; init; }

    public Question? Question { get; init; }
}
