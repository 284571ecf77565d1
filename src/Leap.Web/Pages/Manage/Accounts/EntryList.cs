using Leap.Data;
using Leap.Ledger;
using Leap.Locales;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>One page of an account's entries with the names that they need.</summary>
public sealed record EntryList(
    AccountRef Account, EntryFilter Filter, int Total, IReadOnlyList<AccountHistory.Line> Lines, AccountNames Names, TimeZoneInfo Zone)
{
    public const int PageSize = 50;

    /// <summary>Where the account stood on the last day asked for; null when none was.</summary>
    public AccountHistory.AsOf? AsOf { get; private init; }

    public string Path => AccountNames.Address(Account);

    public static async Task<EntryList> LoadAsync(
        AccountRef account, EntryFilter filter, AccountPageReaders readers, CancellationToken cancel)
    {
        var choice = filter.Choice(account);
        var total = await readers.History.CountAsync(choice, cancel);
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await readers.History.PageAsync(choice, (page - 1) * PageSize, PageSize, cancel);
        var names = await AccountNames.LoadAsync(readers.Db, [.. lines.SelectMany(l => l.Others)], readers.Locale, cancel);
        return new(account, filter with { Page = page }, total, lines, names, readers.Calendar.Zone)
        {
            AsOf = filter.LastOn is { } last ? await readers.History.AsOfAsync(account, last, cancel) : null,
        };
    }
}

/// <summary>What the pages of accounts read with.</summary>
public sealed record AccountPageReaders(LeapDb Db, AccountHistory History, Programmes.Calendar Calendar, Locale Locale);
