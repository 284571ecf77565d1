using Leap.Ledger;
using Leap.Locales;
using Leap.Privacy;

namespace Leap.Web.Components;

/// <summary>What an entry was for, in words.</summary>
public static class EntryWords
{
    /// <summary>The reason of what a person booked, in the reader's language; else the cause as the ledger has it, or nothing.</summary>
    public static string Cause(EntryKind kind, string cause, Locale locale) =>
        kind is EntryKind.Corrected or EntryKind.WrittenOff && locale.Has("corrections.reason." + cause)
            ? locale[$"corrections.reason.{cause}"]
            : kind == EntryKind.Expired && cause == ForfeitPoints.Cause ? locale["accounts.why.forfeited"]
            : cause;
}
