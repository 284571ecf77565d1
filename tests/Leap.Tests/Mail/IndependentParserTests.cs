using Leap.Mail;
using Leap.Settings;
using Leap.Tests.Engines;

namespace Leap.Tests.Mail;

/// <summary>
/// Writes a real message of every kind in every language and has Python's <c>email</c> read them: what it finds must be the model.
/// </summary>
public sealed class IndependentParserTests : IClassFixture<IndependentParserTests.Reading>
{
    private static readonly string[] Always =
    [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "List-ID", "MIME-Version", "Content-Type",
    ];

    private static readonly string[] OneClick = ["List-Unsubscribe", "List-Unsubscribe-Post"];

    private readonly Reading reading;

    public IndependentParserTests(Reading reading) => this.reading = reading;

    [WithPythonFact]
    public void Finds_a_mail_of_every_kind_in_every_language_without_a_defect()
    {
        Assert.Equal(Samples.Kinds.Names.Count * Samples.Languages.All.Count, reading.Mails.Count);
        Assert.Equal([], reading.Mails.SelectMany(m => m.Parsed.Defects.Select(d => $"{m.Message.HeaderId}: {d}")));
    }

    [WithPythonFact]
    public void Reads_the_subject_of_the_model() => Assert.All(reading.Mails, mail =>
    {
        var subject = mail.Frame.Locale.IsRightToLeft ? mail.Document.Subject : Isolated.Strip(mail.Document.Subject);
        Assert.Equal(subject, mail.Parsed.Subject);
    });

    [WithPythonFact]
    public void Reads_who_it_comes_from_and_whom_it_is_for() => Assert.All(reading.Mails, mail =>
    {
        Assert.Equal([MailSample.Programme, Samples.Settings.Mail.From], Assert.Single(mail.Parsed.From));
        Assert.Equal([mail.Message.ToName, mail.Message.ToAddress], Assert.Single(mail.Parsed.To));
    });

    [WithPythonFact]
    public void Finds_plain_text_first_and_HTML_last_both_in_base64() => Assert.All(reading.Mails, mail =>
    {
        Assert.Equal("multipart/alternative", mail.Parsed.Type);
        Assert.Equal(["text/plain", "text/html"], mail.Parsed.Parts.Select(p => p[0]));
        Assert.All(mail.Parsed.Parts, p => Assert.Equal(["utf-8", "base64"], p[1..3]));
    });

    [WithPythonFact]
    public void Reads_the_text_and_the_HTML_of_the_model() => Assert.All(reading.Mails, mail =>
    {
        Assert.Equal(TextForm.Of(mail.Document, mail.Frame), mail.Parsed.Parts[0][3].ReplaceLineEndings("\n"));
        Assert.Equal(HtmlForm.Of(mail.Document, mail.Frame).ReplaceLineEndings("\n"), mail.Parsed.Parts[1][3].ReplaceLineEndings("\n"));
    });

    [WithPythonFact]
    public void Finds_each_header_once() => Assert.All(reading.Mails, mail =>
    {
        var demanded = mail.Frame.Links is null ? Always : [.. Always, .. OneClick];
        Assert.Equal(
            demanded.Order(StringComparer.OrdinalIgnoreCase),
            mail.Parsed.Headers.Where(h => Always.Concat(OneClick).Contains(h, StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    });

    [WithPythonFact]
    public void Reads_the_language_the_list_and_the_date() => Assert.All(reading.Mails, mail =>
    {
        Assert.Equal(mail.Message.Language, mail.Parsed.Language);
        Assert.Equal($"<{mail.Message.Kind}.leap.example>", mail.Parsed.List);
        Assert.True(mail.Parsed.Dated);
    });

    /// <summary>Asks Python once for all.</summary>
    public sealed class Reading : IAsyncLifetime
    {
        private readonly LeapSettings settings = Samples.Settings with
        {
            DataFolder = Directory.CreateTempSubdirectory("leap-parser-").FullName,
        };

        internal IReadOnlyList<Read> Mails { get; private set; } = [];

        public async Task InitializeAsync()
        {
            if (Needs.WhyNoPython() is not null)
            {
                return;
            }

            var sent = new List<(string File, MailSample Sample, string Language)>();
            var files = new MailFiles(settings);
            foreach (var sample in Samples.Kinds.All.Select(k => k.Samples[0]))
            {
                foreach (var language in Samples.Languages.All.Select(l => l.Code))
                {
                    sent.Add((await WriteAsync(files, sample, language), sample, language));
                }
            }

            var parsed = await PythonReader.ReadAsync(MailFiles.Folder(settings));
            Mails = sent.ConvertAll(s => new Read(
                Samples.Message(s.Sample, s.Language),
                Samples.Frame(s.Sample, s.Language),
                Samples.Compose(s.Sample, Samples.Languages.For(s.Language)),
                parsed[s.File]));
        }

        public Task DisposeAsync()
        {
            Directory.Delete(settings.DataFolder, recursive: true);
            return Task.CompletedTask;
        }

        private async Task<string> WriteAsync(MailFiles files, MailSample sample, string language)
        {
            var message = Samples.Message(sample, language);
            var frame = Samples.Frame(sample, language);
            using var mail = Envelope.Seal(message, Samples.Compose(sample, frame.Locale), frame, settings, Samples.Seal.ForReturn(4711));
            var delivery = await files.SendAsync(mail, CancellationToken.None);
            Assert.Equal(TryResult.Sent, delivery.Result);
            return message.HeaderId.Split('@')[0];
        }
    }

    internal sealed record Read(Message Message, MailFrame Frame, MailDocument Document, PythonReader.Parsed Parsed);

    private sealed class WithPythonFactAttribute : FactAttribute
    {
        public WithPythonFactAttribute() => Skip = Needs.WhyNoPython();
    }
}
