using Leap.Corrections;
using Leap.Ledger;

namespace Leap.Web.Pages.Manage.Corrections;

/// <summary>A manual entry with the names that a reader needs.</summary>
public sealed record CorrectionRow(ManualEntry Entry, string ProposedBy, string? DecidedBy)
{
    /// <summary>The account's page that shows it.</summary>
    public AccountRef Account => Entry.Account;
}
