namespace Leap.Mail;

/// <summary>
/// A part of a mail. All text is plain: the forms escape it. Values inside a sentence that must keep their own direction
/// (codes, addresses, amounts) are marked by <see cref="Isolated.Text"/>.
/// </summary>
public abstract record MailBlock
{
    private protected MailBlock()
    {
    }
}

public sealed record Heading(string Text) : MailBlock;

public sealed record Paragraph(string Text) : MailBlock;

/// <summary>A few amounts that matter most, side by side; at most three fit a telephone's width.</summary>
public sealed record Figures(IReadOnlyList<Figure> All) : MailBlock;

/// <param name="Value">Formatted in the recipient's language.</param>
/// <param name="Detail">A few words below the value, or empty.</param>
public sealed record Figure(string Label, string Value, string Detail = "");

/// <param name="Total">A last row set apart, or null.</param>
public sealed record Table(
    string Caption,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<string>? Total = null) : MailBlock;

/// <param name="IsNumber">Numbers and codes stand at the line's end and keep their own direction.</param>
public sealed record Column(string Title, bool IsNumber = false);

/// <param name="Path">Begins with a slash and is put behind the public address.</param>
public sealed record Button(string Text, string Path) : MailBlock;

/// <param name="Share">From 0 to 1; what lies outside is cut.</param>
/// <param name="Value">What the bar shows, in words or numbers, for those who don't see it.</param>
public sealed record Progress(string Label, decimal Share, string Value) : MailBlock;

/// <summary>A badge drawn as text on colour: it is there when pictures are off, and nothing is fetched.</summary>
/// <param name="Mark">One to three letters, digits or a symbol on the medal.</param>
/// <param name="Colour">The medal's colour as <c>#rrggbb</c>, dark enough for white letters.</param>
/// <param name="Detail">A line below the name, or empty.</param>
public sealed record BadgePicture(string Name, string Mark, string Colour, string Detail = "") : MailBlock;

/// <summary>Why this mail came, and what can be done about it, in small print.</summary>
public sealed record Footer(string Text) : MailBlock;
