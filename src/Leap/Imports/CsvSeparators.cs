using Leap.Locales;

namespace Leap.Imports;

/// <summary>What may stand between the cells of a file.</summary>
public static class CsvSeparators
{
    public static IReadOnlyList<char> All { get; } = [',', ';', '\t'];

    public static string Name(char separator, Locale locale) => locale.Text(separator switch
    {
        ',' => "import.separator.comma",
        ';' => "import.separator.semicolon",
        _ => "import.separator.tab",
    });
}
