using Leap.Statements;

namespace Leap.Web.Pages.Statements;

/// <summary>One table of a statement, in the words that its mail has too.</summary>
/// <param name="Caption">For those who don't see the heading above it.</param>
public sealed record LinesModel(
    string Caption, string What, string Value, IReadOnlyList<StatementText.Line> Lines, StatementText.Line? Total);
