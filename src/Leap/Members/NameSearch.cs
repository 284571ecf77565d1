using System.Globalization;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// Finds people and firms by a part of a name, an address or a code, in any case. SQLite compares only Latin letters without regard to
/// case, so a name is also looked for as names are written: each word with a capital.
/// </summary>
/// <param name="typed">As typed; empty finds all.</param>
public sealed class NameSearch(LeapDb db, string typed)
{
    private const string Escape = "\\";

    private readonly string pattern = Pattern(typed.Trim());
    private readonly string written = Pattern(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(typed.Trim().ToLowerInvariant()));

    public IQueryable<Person> People() => db.IsPostgres
        ? db.People.Where(p => EF.Functions.ILike(p.Name, pattern, Escape)
            || EF.Functions.ILike(p.LatinName!, pattern, Escape)
            || EF.Functions.ILike(p.Email!, pattern, Escape))
        : db.People.Where(p =>
            EF.Functions.Like(p.Name, pattern, Escape)
            || EF.Functions.Like(p.Name, written, Escape)
            || EF.Functions.Like(p.LatinName!, pattern, Escape)
            || EF.Functions.Like(p.Email!, pattern, Escape));

    public IQueryable<Firm> Firms() => db.IsPostgres
        ? db.Firms.Where(f => EF.Functions.ILike(f.Name, pattern, Escape) || EF.Functions.ILike(f.Code, pattern, Escape))
        : db.Firms.Where(f =>
            EF.Functions.Like(f.Name, pattern, Escape)
            || EF.Functions.Like(f.Name, written, Escape)
            || EF.Functions.Like(f.Code, pattern, Escape));

    private static string Pattern(string part) =>
        "%" + part
            .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
            .Replace("%", Escape + "%", StringComparison.Ordinal)
            .Replace("_", Escape + "_", StringComparison.Ordinal) + "%";
}
