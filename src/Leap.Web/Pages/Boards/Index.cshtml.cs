using Leap.Data;
using Leap.Leaderboards;
using Leap.Members;
using Leap.Programmes;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Boards;

/// <summary>The boards: who stands where, in which group and period, with the reader's own place and the way to the next.</summary>
[May(Permission.SeeBoards)]
public sealed class IndexModel(LeapDb db, Standings standings, FirmStandings firmStandings, Calendar calendar, Me me) : PageModel
{
    public static IReadOnlyList<string> Whens { get; } = ["month", "last-month", "quarter", "season"];

    [BindProperty(SupportsGet = true)]
    public string? When { get; set; }

    [BindProperty(SupportsGet = true)]
    public BoardScope Scope { get; set; } = BoardScope.Country;

    [BindProperty(SupportsGet = true)]
    public BoardKind Kind { get; set; }

    /// <summary>`people` or `firms`.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    public bool IsOfFirms => string.Equals(Of, "firms", StringComparison.Ordinal);

    public Period Period { get; private set; } = null!;

    /// <summary>What the scope names: a country's code, a region's, a tier, a language.</summary>
    public string ScopeValue { get; private set; } = "";

    /// <summary>The last day on which a sale of the period can be reported: until then the board is provisional.</summary>
    public DateOnly ClaimsUntilOn { get; private set; }

    public BoardView? People { get; private set; }

    public FirmStandings.View? Firms { get; private set; }

    public IReadOnlyList<BoardScope> Scopes => IsOfFirms ? FirmStandings.Scopes : Enum.GetValues<BoardScope>();

    public async Task<IActionResult> OnGetAsync([FromServices] Settings.LeapSettings settings, CancellationToken cancel)
    {
        When ??= "month";
        Of ??= "people";
        if (!ModelState.IsValid || !Whens.Contains(When, StringComparer.Ordinal)
            || Of is not ("people" or "firms") || !Scopes.Contains(Scope))
        {
            return NotFound();
        }

        Period = PeriodOf(calendar.Today);
        ClaimsUntilOn = Period.LastOn.AddDays(settings.Programme.ClaimDays);
        ScopeValue = await ScopeValueAsync(cancel);
        var board = new Board(Scope, ScopeValue, Kind, Period.Key);
        if (IsOfFirms)
        {
            Firms = await firmStandings.ViewAsync(board, me.FirmId, cancel);
        }
        else
        {
            People = await standings.ViewAsync(board, me.PersonId, cancel);
        }

        return Page();
    }

    /// <summary>The address of this page with one choice changed.</summary>
    public string Address(string? when = null, BoardScope? scope = null, BoardKind? kind = null, string? of = null) =>
        $"/boards?of={of ?? Of}&when={when ?? When}&scope={scope ?? Scope}&kind={kind ?? Kind}";

    private Period PeriodOf(DateOnly today) => When switch
    {
        "last-month" => Period.Month(Period.Month(today).FromOn.AddDays(-1)),
        "quarter" => calendar.Quarter(today),
        "season" => calendar.Season(today),
        _ => Period.Month(today),
    };

    private async Task<string> ScopeValueAsync(CancellationToken cancel) => Scope switch
    {
        BoardScope.Country => me.Country,
        BoardScope.Region => await db.Countries.Where(c => c.Code == me.Country).Select(c => c.Region).FirstOrDefaultAsync(cancel) ?? "",
        BoardScope.Tier => me.Tier.ToString(),
        BoardScope.Language => me.Language,
        BoardScope.Firm => $"{me.FirmId}",
        _ => "",
    };
}
