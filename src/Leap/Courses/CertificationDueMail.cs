using Leap.Locales;
using Leap.Mail;

namespace Leap.Courses;

/// <summary>Tells somebody that a certification of theirs lapses soon, or has lapsed, and how to renew it (C6).</summary>
public sealed record CertificationDueMail : IMail
{
    public static string Kind => "certification-due";

    public static int Priority => 7;

    public static IReadOnlyList<MailSample> Samples =>
        [MailSample.Of(Sample, "due"), MailSample.Of(Sample with { HasLapsed = true }, "lapsed")];

    private static CertificationDueMail Sample => new()
    {
        Name = MailSample.Reader,
        Code = "STORAGE-CERT",
        Title = MailSample.Course,
        ValidUntilOn = new DateOnly(2027, 2, 14),
        Minutes = 90,
        HasLapsed = false,
    };

    public required string Name { get; init; }

    /// <summary>The module's.</summary>
    public required string Code { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public required DateOnly ValidUntilOn { get; init; }

    public required int Minutes { get; init; }

    public required bool HasLapsed { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var state = HasLapsed ? "lapsed" : "due";
        var with = new (string, object?)[] { ("module", Title), ("date", ValidUntilOn) };
        return new(
            locale.Text($"mail.certification.{state}.subject", with),
            locale[$"mail.certification.{state}.preheader"],
            [
                new Paragraph(locale.Text("mail.hello", ("name", Name))),
                new Paragraph(locale.Text($"mail.certification.{state}.text", with)),
                new Figures(
                [
                    new Figure(locale[$"mail.certification.{state}.until"], locale.Date(ValidUntilOn)),
                    new Figure(locale["mail.course.takes"], locale.Duration(TimeSpan.FromMinutes(Minutes))),
                ]),
                new Paragraph(locale.Text($"mail.certification.{state}.next", with)),
                new Button(locale["mail.certification.button"], $"/courses/{Code}"),
                new Footer(locale["mail.certification.footer"]),
            ]);
    }
}
