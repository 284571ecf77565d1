using System.Text.Json;
using Leap.Locales;
using Leap.Settings;
using Leap.Tests.Architecture;
using Microsoft.Extensions.Logging;

namespace Leap.Tests.Locales;

/// <summary>Files of languages that someone brings along.</summary>
public sealed class LocaleFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leap-locales-").FullName;
    private readonly Dictionary<string, string> english;

    public LocaleFilesTests()
    {
        foreach (var file in Directory.GetFiles(Checkout.At("locales"), "*.json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        english = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "en.json")))!;
    }

    [Fact]
    public void A_ninth_language_is_one_more_file()
    {
        Write("nl", new Dictionary<string, string>(english)
        {
            ["locale.name"] = "Nederlands",
            ["format.culture"] = "nl-NL",
            ["format.date"] = "d MMM yyyy",
            ["time.ago.days_one"] = "{count} dag geleden",
            ["time.ago.days_other"] = "{count} dagen geleden",
        });
        var settings = new LeapSettings { Programme = new ProgrammeSettings { Language = "nl" } };

        var languages = Languages.Load(settings, folder: folder);

        var dutch = languages.For("nl-BE");
        Assert.Equal("Nederlands", dutch.OwnName);
        Assert.Contains(dutch, languages.All);
        Assert.Same(dutch, languages.Programme);
        Assert.Equal("3 dagen geleden", dutch.Ago(TimeSpan.FromDays(3)));
        Assert.Equal("1.234.567", dutch.Number(1_234_567));
        Assert.Equal("3 mei 2026", dutch.Date(new DateOnly(2026, 5, 3)));
    }

    [Theory]
    [InlineData("{cuont} Tage her")]
    [InlineData("{count Tage her")]
    [InlineData("count} Tage her")]
    [InlineData("{{count}} Tage her")]
    [InlineData("{} Tage her")]
    public void A_text_whose_placeholder_is_broken_is_told_in_english_and_named_in_the_log(string text)
    {
        var german = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "de.json")))!;
        german["time.ago.days_one"] = text;
        german["time.ago.days_other"] = text;
        Write("de", german);
        using var log = new Listener();

        var locale = Languages.Load(strict: false, logger: log, folder: folder).For("de");

        Assert.Equal("3 days ago", locale.Ago(TimeSpan.FromDays(3)));
        Assert.Equal("vor 3 Stunden", locale.Ago(TimeSpan.FromHours(3)));
        Assert.Contains(log.Lines, line => line.Contains("time.ago.days_other in de", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"locale.name\": ")]
    [InlineData("[]")]
    [InlineData("{ \"locale.name\": \"A\", \"locale.name\": \"B\" }")]
    [InlineData("{ \"locale.name\": \"Nederlands\" }")]
    public void A_file_that_can_not_be_used_is_named(string content)
    {
        File.WriteAllText(Path.Combine(folder, "nl.json"), content);

        var fault = Assert.Throws<InvalidDataException>(() => Languages.Load(folder: folder));

        Assert.Contains("nl.json", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string code, Dictionary<string, string> texts) =>
        File.WriteAllText(Path.Combine(folder, code + ".json"), JsonSerializer.Serialize(texts));

    private sealed class Listener : ILogger, IDisposable
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
