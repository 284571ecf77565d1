using System.Text;
using Leap.Locales;

namespace Leap.Mail;

/// <summary>A mail as plain text: the same blocks in the same order.</summary>
public static class TextForm
{
    private const int BarLength = 20;

    public static string Of(MailDocument document, MailFrame frame)
    {
        var text = new StringBuilder(2_048);
        foreach (var block in document.Blocks)
        {
            text.Append(Block(block, frame)).Append("\n\n");
        }

        text.Append("-- \n").Append(frame.Sender).Append('\n').Append(frame.PublicUrl).Append('\n');
        foreach (var (label, path) in frame.LastLinks)
        {
            text.Append('\n').Append(label).Append(":\n").Append(frame.Address(path)).Append('\n');
        }

        return Readable(Isolated.Tidy(text.ToString()), frame.Locale);
    }

    /// <summary>Old mail programs show directional marks as boxes, so they stay only where two directions meet.</summary>
    private static string Readable(string text, Locale locale) =>
        locale.IsRightToLeft || Bidi.HasRightToLeft(text) ? text : Isolated.Strip(text);

    private static string Block(MailBlock block, MailFrame frame) => block switch
    {
        Heading heading => heading.Text,
        Paragraph paragraph => paragraph.Text,
        Figures figures => Lines(figures.All.Select(f => $"{f.Label}: {Value(f.Value, frame)}{Detail(f.Detail)}")),
        Table table => TableLines(table, frame),
        Button button => $"{button.Text}:\n{frame.Address(button.Path)}",
        Progress progress => $"{progress.Label}: {Value(progress.Value, frame)}\n{Bar(progress.Share)}",
        BadgePicture badge => $"* {badge.Name}{Detail(badge.Detail)}",
        Footer footer => footer.Text,
        _ => throw new NotSupportedException($"No plain form for {block.GetType().Name}."),
    };

    /// <summary>A line per row with the columns' titles above: spaces can't align proportional letters or Chinese.</summary>
    private static string TableLines(Table table, MailFrame frame)
    {
        var rows = table.Total is null ? table.Rows : [.. table.Rows, table.Total];
        var titles = string.Join(" | ", table.Columns.Select(c => c.Title));
        var lines = rows.Select(row => "- " + string.Join(" | ", row.Select(Cell).Where(c => c.Length > 0)));
        return Lines([table.Caption, titles, .. lines]);

        string Cell(string cell, int column) => table.Columns[column].IsNumber && cell.Length > 0 ? Value(cell, frame) : cell;
    }

    private static string Bar(decimal share)
    {
        var filled = (int)Math.Round(BarLength * Math.Clamp(share, 0, 1), MidpointRounding.AwayFromZero);
        return $"[{new string('#', filled)}{new string('.', BarLength - filled)}]";
    }

    private static string Value(string text, MailFrame frame) => frame.Locale.IsRightToLeft ? Isolated.Text(text) : text;

    private static string Detail(string text) => text.Length == 0 ? "" : $" ({text})";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
