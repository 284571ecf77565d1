using Leap.Data;
using Leap.Imports;

namespace Leap.Courses;

/// <summary>Brings a module to what its rows in one language say.</summary>
internal sealed class CourseMerge(LeapDb db, ImportRun run, string programmeLanguage, DateOnly today)
{
    public async Task RunAsync(Dictionary<string, Module> modules, IReadOnlyList<Taken<CourseItem>> rows, CancellationToken cancel)
    {
        var code = rows[0].Value.Module;
        var first = rows.FirstOrDefault(t => t.Value.Facts is not null);
        var module = modules.GetValueOrDefault(code);
        if (module is null && first is null)
        {
            Refuse(rows, "import.reason.no_module_row");
            return;
        }

        if (HasGap(module ?? first!.Value.Facts!, rows))
        {
            Refuse(rows, "import.reason.course_gap");
            return;
        }

        if (module is null)
        {
            module = first!.Value.Facts!;
            module.PublishedOn = today;
            modules.Add(code, module);
            db.Modules.Add(module);
            run.CountAdded();
            await db.SaveChangesAsync(cancel);
        }

        foreach (var row in rows.Where(t => t.Value.Facts != module))
        {
            MergeRow(module, row);
        }
    }

    private void MergeRow(Module module, Taken<CourseItem> taken)
    {
        var item = taken.Value;
        if (item.Facts is { } facts)
        {
            MergeFacts(module, taken.Row, facts, item.Language);
        }
        else if (item.Page is { } page)
        {
            MergePage(module, page);
        }
        else if (item.Question is { } question)
        {
            MergeQuestion(module, taken.Row, question, item.Language);
        }
    }

    /// <summary>A translation whose facts are out of date must not turn the clock back.</summary>
    private void MergeFacts(Module module, ImportRow row, Module facts, string language)
    {
        var isSame = (module.Kind, module.Family, module.Minutes, module.Points, module.ValidMonths)
            == (facts.Kind, facts.Family, facts.Minutes, facts.Points, facts.ValidMonths);
        if (!isSame && language != programmeLanguage)
        {
            row.Complain("", "import.reason.other_facts");
            return;
        }

        (module.Kind, module.Family, module.Minutes) = (facts.Kind, facts.Family, facts.Minutes);
        (module.Points, module.ValidMonths) = (facts.Points, facts.ValidMonths);
        module.Title = facts.Title.Over(module.Title);
        module.Summary = facts.Summary.Over(module.Summary);
        run.CountSaved(module);
    }

    private void MergePage(Module module, ModulePage page)
    {
        var current = module.Pages.Find(p => p.Number == page.Number);
        if (current is null)
        {
            module.Pages.Add(new ModulePage { ModuleId = module.Id, Number = page.Number, Title = page.Title, Text = page.Text });
            run.CountAdded();
            return;
        }

        current.Title = page.Title.Over(current.Title);
        current.Text = page.Text.Over(current.Text);
        run.CountSaved(current);
    }

    private void MergeQuestion(Module module, ImportRow row, Question question, string language)
    {
        var current = module.Questions.Find(q => q.Number == question.Number);
        if (current is null)
        {
            module.Questions.Add(new Question
            {
                ModuleId = module.Id,
                Number = question.Number,
                Text = question.Text,
                OptionA = question.OptionA,
                OptionB = question.OptionB,
                OptionC = question.OptionC,
                OptionD = question.OptionD,
                CorrectOption = question.CorrectOption,
            });
            run.CountAdded();
            return;
        }

        if (current.CorrectOption != question.CorrectOption && language != programmeLanguage)
        {
            row.Complain("correct", "import.reason.other_facts");
            return;
        }

        current.Text = question.Text.Over(current.Text);
        (current.OptionA, current.OptionB) = (question.OptionA.Over(current.OptionA), question.OptionB.Over(current.OptionB));
        (current.OptionC, current.OptionD) = (question.OptionC.Over(current.OptionC), question.OptionD.Over(current.OptionD));
        current.CorrectOption = question.CorrectOption;
        run.CountSaved(current);
    }

    /// <summary>Pages and questions are counted 1, 2, 3: a quiz is drawn from them by number.</summary>
    private static bool HasGap(Module module, IReadOnlyList<Taken<CourseItem>> rows)
    {
        var pages = module.Pages.Select(p => p.Number)
            .Union(rows.Where(t => t.Value.Page is not null).Select(t => t.Value.Number)).ToList();
        var questions = module.Questions.Select(q => q.Number)
            .Union(rows.Where(t => t.Value.Question is not null).Select(t => t.Value.Number)).ToList();
        return pages.Count == 0 || pages.Max() != pages.Count || questions.Count == 0 || questions.Max() != questions.Count;
    }

    private static void Refuse(IReadOnlyList<Taken<CourseItem>> rows, string reasonKey)
    {
        foreach (var (row, _) in rows)
        {
            row.Complain("item", reasonKey);
        }
    }
}
