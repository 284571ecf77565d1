using System.Reflection;

namespace Leap.Tests.Architecture;

/// <summary>
/// Every refusal of an operation has a text: `refusal.ApproveSale.AlreadyDecided` for `ApproveSale.Refusal.AlreadyDecided`.
/// </summary>
internal static class RefusalTexts
{
    private const string Prefix = "refusal.";

    public static IEnumerable<string> KeysOf(Assembly assembly) => KeysOf(assembly.GetTypes());

    public static IEnumerable<string> KeysOf(IEnumerable<Type> types) =>
        from type in types
        where type is { IsEnum: true, IsNested: true, Name: "Refusal" }
        from member in type.GetEnumNames()
        select $"{Prefix}{type.DeclaringType!.Name}.{member}";

    public static IEnumerable<string> Missing(IEnumerable<string> keys, LocaleFile english) =>
        keys.Where(key => !english.Texts.ContainsKey(key)).Select(key => $"{english.Name}: {key} is missing");

    public static IEnumerable<string> Stale(IEnumerable<string> keys, LocaleFile english) =>
        english.Texts.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Except(keys, StringComparer.Ordinal)
            .Select(key => $"{english.Name}: no operation refuses with {key}");
}
