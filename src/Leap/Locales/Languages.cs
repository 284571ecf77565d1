using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Leap.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Locales;

/// <summary>The languages that this installation speaks: one for each file in `locales/`.</summary>
public sealed class Languages
{
    private const string English = "en";

    private static readonly string[] FirstInOrder = ["en", "de", "fr", "es", "pt-BR", "pl", "ar", "zh-Hans"];

    private readonly FrozenDictionary<string, Locale> byTag;
    private readonly Lazy<Locale> pseudo;

    private Languages(IReadOnlyList<Locale> all, Lazy<Locale> pseudo, string programmeLanguage)
    {
        All = all;
        this.pseudo = pseudo;
        byTag = ByTag(all);
        Programme = Find(programmeLanguage)
            ?? throw new InvalidDataException(
                $"Leap:Programme:Language is '{programmeLanguage}', which is none of {string.Join(", ", all.Select(l => l.Code))}.");
    }

    public IReadOnlyList<Locale> All { get; }

    /// <summary>The language of last resort.</summary>
    public Locale Programme { get; }

    /// <summary>
    /// Reads `locales/*.json` beside the program. When <paramref name="strict"/>, a text that no language has, or a value that a
    /// text asks for and does not get, is an exception; otherwise it is logged and shown as it is. A text with a placeholder that its
    /// English does not have is left out, and so told in English.
    /// </summary>
    /// <param name="folder">Null: the one beside the program.</param>
    /// <exception cref="InvalidDataException">A file is malformed, or the programme's language has none.</exception>
    public static Languages Load(
        LeapSettings? settings = null, bool strict = true, ILogger? logger = null, string? folder = null)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "locales");
        logger ??= NullLogger.Instance;
        var files = Directory.GetFiles(folder, "*.json")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), Read, StringComparer.Ordinal);
        if (!files.TryGetValue(English, out var englishTexts))
        {
            throw new InvalidDataException($"{folder} has no {English}.json.");
        }

        var english = Of(English, englishTexts, null);
        var others = files.Where(f => f.Value != englishTexts).Select(f => Of(f.Key, Sound(f.Key, f.Value, englishTexts, logger), english));
        var all = others.Append(english).OrderBy(l => Place(l.Code)).ThenBy(l => l.Code, StringComparer.Ordinal);
        var disguised = new Lazy<Locale>(() =>
            new(PseudoLocale.Code, PseudoLocale.Of(englishTexts).ToFrozenDictionary(StringComparer.Ordinal), english, strict, logger));
        return new([.. all], disguised, settings?.Programme.Language ?? English);

        Locale Of(string code, FrozenDictionary<string, string> texts, Locale? fallback)
        {
            try
            {
                return new Locale(code, texts, fallback, strict, logger);
            }
            catch (Exception fault) when (fault is KeyNotFoundException or FormatException or CultureNotFoundException)
            {
                throw new InvalidDataException($"{code}.json in {folder}: how the language writes is not told: {fault.Message}", fault);
            }
        }
    }

    /// <summary>The language of a code or tag (`en-ZA` is en, `pt` is pt-BR, `zh-CN` is zh-Hans), else the programme's.</summary>
    public Locale For(string? code) => Find(code) ?? Programme;

    /// <summary>Null when no language of ours answers to the tag.</summary>
    public Locale? Find(string? tag)
    {
        if (string.Equals(tag, PseudoLocale.Code, StringComparison.OrdinalIgnoreCase))
        {
            return pseudo.Value;
        }

        for (var rest = tag ?? ""; rest.Length > 0; rest = rest[..Math.Max(0, rest.LastIndexOf('-'))])
        {
            if (byTag.TryGetValue(rest, out var locale))
            {
                return locale;
            }
        }

        return null;
    }

    /// <summary>The best of a browser's `Accept-Language`; null when it names none of ours.</summary>
    public Locale? Match(string? acceptLanguageHeader) =>
        AcceptLanguage.Tags(acceptLanguageHeader).Select(Find).FirstOrDefault(l => l is not null);

    /// <summary>Each language answers to its code and, the first of its kind, to its bare name: `pt` for pt-BR.</summary>
    private static FrozenDictionary<string, Locale> ByTag(IReadOnlyList<Locale> all)
    {
        var tags = all.ToDictionary(l => l.Code, StringComparer.OrdinalIgnoreCase);
        foreach (var locale in all)
        {
            tags.TryAdd(locale.Code.Split('-')[0], locale);
        }

        return tags.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static int Place(string code) => Array.IndexOf(FirstInOrder, code) is >= 0 and var at ? at : FirstInOrder.Length;

    private static FrozenDictionary<string, string> Sound(
        string code, FrozenDictionary<string, string> texts, FrozenDictionary<string, string> english, ILogger logger)
    {
        var broken = texts.Where(t => !Placeholders.AreKnown(t.Key, t.Value, english)).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in broken)
        {
            logger.LogWarning("The text {Key} in {Language} has a placeholder that its English does not have", key, code);
        }

        return broken.Count == 0
            ? texts
            : texts.Where(t => !broken.Contains(t.Key)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string> Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream, Strict) ?? [];
            return texts.ToFrozenDictionary(StringComparer.Ordinal);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file} is not a flat JSON object of texts: {fault.Message}", fault);
        }
    }

    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };
}
