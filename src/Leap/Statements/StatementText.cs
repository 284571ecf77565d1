using Leap.Locales;

namespace Leap.Statements;

/// <summary>A statement in its reader's words and numbers, which page, print and mail show unchanged.</summary>
public sealed record StatementText
{
    private const int HeadDigits = 12;

    /// <param name="Parts">What a line is made of, each with its points.</param>
    public sealed record Line(string What, string Points, IReadOnlyList<string> Parts)
    {
        public Line(string what, string points)
            : this(what, points, [])
        {
        }
    }

    public required string Period { get; init; }

    /// <summary>What there was at the beginning, then what happened.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    public required Line Closing { get; init; }

    public required Line Pending { get; init; }

    public required IReadOnlyList<Line> Releases { get; init; }

    public required IReadOnlyList<Line> Expiring { get; init; }

    public required IReadOnlyList<Line> Standing { get; init; }

    /// <summary>The beginning of the ledger's head.</summary>
    public required string Head { get; init; }

    public static StatementText Of(StatementSheet sheet, Locale locale) => new()
    {
        Period = locale.Period(sheet.Period),
        Lines =
        [
            new(locale["mail.statement.opening"], locale.Number(sheet.Opening)),
            .. sheet.Groups.Select(g => new Line(
                locale.Count($"statement.group.{g.Group}", g.Count),
                locale.Change(g.Points),
                [.. g.Parts.Select(part => Part(part, locale))])),
        ],
        Closing = new(locale["mail.statement.closing"], locale.Number(sheet.Closing)),
        Pending = new(locale["mail.statement.pending"], locale.Number(sheet.Pending)),
        Releases =
        [
            .. sheet.Releases.Select(r => new Line(
                r.ReleaseOn is { } day ? locale.Date(day) : locale["statement.releases.undecided"], locale.Number(r.Points))),
        ],
        Expiring = [.. sheet.Expiring.Select(e => new Line(locale.Date(e.ExpiresOn), locale.Number(e.Points)))],
        Standing = sheet.Standing is { } standing ? [.. Standings(standing, locale)] : [],
        Head = sheet.Head.Length <= HeadDigits ? sheet.Head : sheet.Head[..HeadDigits],
    };

    private static string Part(StatementPart part, Locale locale)
    {
        var points = locale.Change(part.Points);
        var steps = part.Steps.Select(step => step.In(locale)).ToList();
        var name = part.Name?.In(locale.Code) ?? Cause(part.Cause, locale);
        return steps.Count > 0
            ? locale.Text("statement.part.steps", ("name", name), ("points", points), ("steps", string.Join(", ", steps)))
            : part.Count > 1 ? locale.Text("statement.part.times", ("name", name), ("points", points), ("times", part.Count))
            : locale.Text("statement.part", ("name", name), ("points", points));
    }

    /// <summary>A reason's code in words; what is no code is shown as it was written.</summary>
    private static string Cause(string cause, Locale locale) =>
        locale.Has("points.reason." + cause) ? locale["points.reason." + cause] : cause;

    private static IEnumerable<Line> Standings(StatementStanding standing, Locale locale)
    {
        if (standing.Tier is { } tier)
        {
            yield return new(locale["statement.standing.tier"], locale[$"tier.{tier}"]);
        }

        if (standing.Rank is { } rank)
        {
            yield return new(
                locale["statement.standing.place"], locale.Text("statement.standing.of", ("rank", rank), ("count", standing.People)));
            yield return new(locale["statement.standing.earned"], locale.Number(standing.Earned));
        }
    }
}
