using Leap.Imports;
using Leap.Locales;

namespace Leap.Seeding;

internal static class DemoImport
{
    /// <summary>Imports one text of the demo, of which each row must go in: a row that does not is a fault of the program.</summary>
    public static async Task RunAsync(IImport import, TextReader text, Languages languages, CancellationToken cancel)
    {
        var report = await import.RunAsync(text, new ImportOptions(languages.For("en")), cancel);
        if (report.Refusal is not null || report.Bad.Count > 0)
        {
            var reason = report.Refusal ?? $"{report.Bad[0].Column} = {report.Bad[0].Value}: {report.Bad[0].Reason}";
            throw new InvalidOperationException($"The demo's {import.Subject}: {reason}");
        }
    }
}
