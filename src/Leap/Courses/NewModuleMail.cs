using Leap.Locales;
using Leap.Mail;

namespace Leap.Courses;

/// <summary>Tells somebody what there is to learn since a day: one mail, however many modules came on it.</summary>
public sealed record NewModuleMail : IMail
{
    private const int ShownMax = 8;

    public static string Kind => "new-module";

    public static int Priority => 8;

    public static MailChoice Choice => MailChoice.CanBeDeclined;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(new NewModuleMail { Name = MailSample.Reader, Modules = [SampleModule] }),
        MailSample.Of(
            new NewModuleMail
            {
                Name = MailSample.Reader,
                Modules = [.. Enumerable.Range(1, ShownMax + 2).Select(i => SampleModule with { Minutes = 15 * i, Points = 50 * i })],
            },
            "several"),
    ];

    private static NewModule SampleModule => new("STORAGE-SIZING", MailSample.Course, MailSample.CourseText, Minutes: 45, Points: 200);

    public required string Name { get; init; }

    /// <summary>At least one, none of which the person has passed.</summary>
    public required IReadOnlyList<NewModule> Modules { get; init; }

    public MailDocument Compose(Locale locale) => Modules is [var only] ? ComposeOne(locale, only) : ComposeSeveral(locale);

    private MailDocument ComposeOne(Locale locale, NewModule module) => new(
        locale.Text("mail.module.subject", ("module", module.Title)),
        module.Text.In(locale.Code),
        [
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale["mail.module.text"]),
            new Heading(module.Title.In(locale.Code)),
            new Paragraph(module.Text.In(locale.Code)),
            new Figures(
            [
                new Figure(locale["mail.course.takes"], Takes(locale, module)),
                new Figure(locale["mail.course.earns"], locale.Number(module.Points), locale["mail.points.unit"]),
            ]),
            new Button(locale["mail.module.button"], $"/courses/{module.Code}"),
            new Footer(locale["mail.module.footer"]),
        ]);

    private MailDocument ComposeSeveral(Locale locale)
    {
        var shown = Modules.Take(ShownMax).ToList();
        var blocks = new List<MailBlock>
        {
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale["mail.module.several.text"]),
            new Table(
                locale["mail.module.several.table"],
                [
                    new Column(locale["mail.module.course"]),
                    new Column(locale["mail.course.takes"], IsNumber: true),
                    new Column(locale["mail.statement.points"], IsNumber: true),
                ],
                [.. shown.Select(m => (IReadOnlyList<string>)[m.Title.In(locale.Code), Takes(locale, m), locale.Number(m.Points)])]),
        };
        if (Modules.Count > shown.Count)
        {
            blocks.Add(new Paragraph(locale.Count("mail.module.several.more", Modules.Count - shown.Count)));
        }

        return new MailDocument(
            locale.Count("mail.module.several.subject", Modules.Count),
            locale.List(shown.Take(3).Select(m => m.Title.In(locale.Code))),
            [.. blocks, new Button(locale["mail.module.several.button"], "/courses"), new Footer(locale["mail.module.footer"])]);
    }

    private static string Takes(Locale locale, NewModule module) => locale.Duration(TimeSpan.FromMinutes(module.Minutes));
}

/// <param name="Points">What its first pass earns, before what promotions add.</param>
public sealed record NewModule(string Code, LocalizedText Title, LocalizedText Text, int Minutes, int Points);
