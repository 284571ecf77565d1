namespace Leap.Imports;

/// <summary>What became of a file. A row with several bad cells is one of <see cref="Rows"/> and several of <see cref="Bad"/>.</summary>
public sealed record ImportReport(int Rows, int Added, int Changed, int Unchanged, IReadOnlyList<BadRow> Bad)
{
    /// <summary>Why nothing was read; null when the file was.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was found between the header's columns: a comma, a semicolon or a tab.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Columns of the file that this import has no use for.</summary>
    public IReadOnlyList<string> UnusedColumns { get; init; } = [];

    public int Refused => Rows - Added - Changed - Unchanged;
}

/// <summary>One bad cell; the column is empty where the whole row is meant. The value is cut.</summary>
public sealed record BadRow(long Line, string Column, string Value, string Reason);
