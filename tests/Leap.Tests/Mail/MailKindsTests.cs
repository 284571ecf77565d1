using System.Text.Json;
using Leap.Mail;

namespace Leap.Tests.Mail;

/// <summary>Every kind of mail in every language, as golden files: all its samples as text, the first as HTML.</summary>
public sealed class MailKindsTests
{
    public static TheoryData<string, string> KindsAndLanguages => Samples.KindsAndLanguages();

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public void Reads_as_its_golden_file_says(string kind, string language)
    {
        var mails = Samples.Of(kind).Select(sample =>
        {
            var frame = Samples.Frame(sample, language);
            var document = Samples.Compose(sample, frame.Locale);
            return $"== {sample.Name}\n{document.Subject}\n{document.Preheader}\n\n{TextForm.Of(document, frame)}";
        });

        Golden.Check($"Mail/Golden/{kind}.{language}.txt", string.Join('\n', mails));
    }

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public void Looks_as_its_golden_file_says(string kind, string language)
    {
        var sample = Samples.Of(kind)[0];
        var frame = Samples.Frame(sample, language);

        Golden.Check($"Mail/Golden/{kind}.{language}.html", HtmlForm.Of(Samples.Compose(sample, frame.Locale), frame));
    }

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public void A_hostile_name_stays_a_name(string kind, string language)
    {
        const string Hostile = "<script>alert(1)</script>\r\nBcc: x@y.example\u202E\u2068\u2066";
        var name = JsonEncodedText.Encode(MailSample.Reader).ToString();
        var whole = Samples.Of(kind)[0];
        var sample = whole with { Body = whole.Body.Replace(name, JsonEncodedText.Encode(Hostile).ToString(), StringComparison.Ordinal) };
        var frame = Samples.Frame(sample, language);
        var document = Samples.Compose(sample, frame.Locale);

        using var mail = Envelope.Seal(Samples.Message(sample, language), document, frame, Samples.Settings);

        var html = HtmlForm.Of(document, frame);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html + TextForm.Of(document, frame) + mail.Subject);
        Assert.Equal(html.Split("<bdi").Length, html.Split("</bdi>").Length);
        Assert.DoesNotMatch("[\r\n]", mail.Subject);
    }

    [Fact]
    public void Every_mail_of_the_program_is_registered()
    {
        var mails = typeof(IMail).Assembly.GetTypes().Where(t => !t.IsInterface && typeof(IMail).IsAssignableFrom(t));

        Assert.Equal(mails.OrderBy(t => t.Name), Samples.Kinds.All.Select(k => k.Type).OrderBy(t => t.Name));
    }

    [Fact]
    public void Every_kind_has_samples_that_tell_themselves_apart()
    {
        var faults = Samples.Kinds.All
            .Where(k => k.Samples.Count == 0 || k.Samples.DistinctBy(s => s.Name).Count() < k.Samples.Count)
            .Select(k => k.Name);

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public void Fetches_nothing_and_leads_only_to_the_program_itself(string kind, string language)
    {
        Assert.All(Samples.Of(kind), sample =>
        {
            var frame = Samples.Frame(sample, language);
            var html = HtmlForm.Of(Samples.Compose(sample, frame.Locale), frame);
            Assert.DoesNotMatch("<(img|link|script|iframe|object|form)|src=|url\\(|@import", html);
            Assert.All(html.Split("href=\"").Skip(1), link => Assert.StartsWith("https://leap.example", link, StringComparison.Ordinal));
        });
    }
}
