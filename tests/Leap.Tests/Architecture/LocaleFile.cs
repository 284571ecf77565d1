using System.Text;
using System.Text.Json;

namespace Leap.Tests.Architecture;

/// <summary>One file of `locales/`: a flat JSON object from key to text.</summary>
internal sealed record LocaleFile(string Language, IReadOnlyDictionary<string, string> Texts)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => Language + ".json";

    public static IReadOnlyList<LocaleFile> All { get; } =
    [
        .. from path in Checkout.Files("locales", ".json")
           select Read(Path.GetFileNameWithoutExtension(path), File.ReadAllBytes(Checkout.At(path))),
    ];

    public static LocaleFile English => All.Single(file => file.Language == "en");

    /// <summary>Throws on bytes that are not UTF-8, on JSON that is not flat, and on a key that stands twice.</summary>
    public static LocaleFile Read(string language, byte[] bytes)
    {
        using var json = JsonDocument.Parse(Strict.GetString(bytes));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw new InvalidDataException($"{language}.json: {property.Name} is not a text");
            }

            if (!texts.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw new InvalidDataException($"{language}.json: {property.Name} stands twice");
            }
        }

        return new(language, texts);
    }
}
