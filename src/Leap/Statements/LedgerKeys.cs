using System.Globalization;
using Leap.Awards;

namespace Leap.Statements;

/// <summary>What the keys of awards' entries name: `sale/812/reserved`, `completion/55/earned`, `award/9/returned/2`.</summary>
internal static class LedgerKeys
{
    /// <summary>The award that an entry was about; 0 for any other entry.</summary>
    public static long AwardOf(string key) => key.Split('/') is ["award", var id, ..] ? Id(id) : 0;

    /// <summary>The sale or the completion that an entry was about, and what became of it; null for any other entry.</summary>
    public static (Activity Activity, long SourceId, string What)? SourceOf(string key) => key.Split('/') switch
    {
        ["sale", var id, var what] when Id(id) > 0 => (Activity.Sale, Id(id), what),
        ["completion", var id, var what] when Id(id) > 0 => (Activity.Course, Id(id), what),
        _ => null,
    };

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
