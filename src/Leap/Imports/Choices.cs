using System.Collections.Frozen;
using System.Text.Json;

namespace Leap.Imports;

/// <summary>An enum's values as files write them: `quick-learn` for `QuickLearn`.</summary>
public static class Choices
{
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static bool TryParse<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.Known.TryGetValue(name, out value);

    /// <summary>All of them, for a reason that says what a cell may hold.</summary>
    public static string Listed<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Names<TEnum>.Known.Values.Order().Select(Name));

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly bool IsFlags = typeof(TEnum).IsDefined(typeof(FlagsAttribute), inherit: false);

        /// <summary>A flag that stands for nothing has no name.</summary>
        internal static readonly FrozenDictionary<string, TEnum> Known = Enum.GetValues<TEnum>()
            .Where(v => !IsFlags || !EqualityComparer<TEnum>.Default.Equals(v, default))
            .ToFrozenDictionary(Name, StringComparer.OrdinalIgnoreCase);
    }
}
