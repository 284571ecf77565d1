using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Leap.Locales;

/// <summary>
/// A text that content brings along in several languages (a badge's name, a promotion's terms); stored as a JSON object by language.
/// </summary>
public sealed class LocalizedText : IEquatable<LocalizedText>
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableSortedDictionary<string, string> texts;

    public LocalizedText(IEnumerable<KeyValuePair<string, string>> texts) =>
        this.texts = texts.Where(t => t.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static LocalizedText Empty { get; } = new([]);

    public IEnumerable<string> Languages => texts.Keys;

    /// <summary>In the language asked for, else in English, else in any; empty when there is none.</summary>
    public string In(string language) =>
        texts.TryGetValue(language, out var text) || texts.TryGetValue("en", out text) ? text : texts.Values.FirstOrDefault() ?? "";

    public bool Has(string language) => texts.ContainsKey(language);

    public LocalizedText With(string language, string text) => new(texts.SetItem(language, text));

    /// <summary>This text, and in languages that it lacks the older one.</summary>
    public LocalizedText Over(LocalizedText older) => new(older.texts.SetItems(texts));

    public static LocalizedText FromJson(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json) ?? []);

    public string ToJson() => JsonSerializer.Serialize(texts, Json);

    public bool Equals(LocalizedText? other) => other is not null && texts.SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as LocalizedText);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToJson());

    public override string ToString() => In("en");
}
