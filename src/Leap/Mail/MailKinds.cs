using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Leap.Locales;

namespace Leap.Mail;

/// <summary>All kinds of mail that this program can send, by the name that is stored with each message.</summary>
public sealed class MailKinds(IEnumerable<MailKind> kinds)
{
    /// <summary>How inputs of mails are stored.</summary>
    internal static JsonSerializerOptions Json { get; } = new() { Converters = { new LocalizedTexts(), new JsonStringEnumConverter() } };

    private readonly FrozenDictionary<string, MailKind> byName = kinds.ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. byName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Every kind, by name.</summary>
    public IReadOnlyList<MailKind> All => [.. byName.Values.OrderBy(k => k.Name, StringComparer.Ordinal)];

    /// <summary>The kinds that leave something to decide, by name.</summary>
    public IReadOnlyList<MailKind> Choices =>
        [.. byName.Values.Where(k => k.Choice != MailChoice.Always).OrderBy(k => k.Name, StringComparer.Ordinal)];

    /// <summary>Of a kind that is registered.</summary>
    public MailChoice ChoiceOf(string kind) => byName[kind].Choice;

    /// <summary>The mail as it was owed; throws when its kind is not registered or its inputs no longer fit it.</summary>
    public IMail Read(string kind, string body) =>
        byName.TryGetValue(kind, out var known)
            ? (IMail)(JsonSerializer.Deserialize(body, known.Type, Json) ?? throw new JsonException("The message has no inputs."))
            : throw new NotSupportedException($"No kind of mail is called '{kind}'.");

    internal static string Body<TMail>(TMail mail)
        where TMail : IMail => JsonSerializer.Serialize(mail, Json);

    private sealed class LocalizedTexts : JsonConverter<LocalizedText>
    {
        public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToJson());
    }
}

public sealed record MailKind(string Name, Type Type, MailChoice Choice)
{
    public IReadOnlyList<MailSample> Samples { get; init; } = [];
}
