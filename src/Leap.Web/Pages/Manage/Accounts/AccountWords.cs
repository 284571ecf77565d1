using Leap.Ledger;
using Leap.Locales;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>How figures of accounts are written.</summary>
public static class AccountWords
{
    /// <summary>Without a plus; below zero with the minus of the reader's language.</summary>
    public static string Balance(Locale locale, long points) => points < 0 ? locale.Change(points) : locale.Number(points);

    /// <summary>A programme's account as people count it: issued and forgiven points are negative in the books.</summary>
    public static long Shown(AccountKind kind, long points) =>
        kind is AccountKind.Issued or AccountKind.WrittenOff ? -points : points;
}
