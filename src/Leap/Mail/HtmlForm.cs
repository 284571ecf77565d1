using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Leap.Mail;

/// <summary>
/// A mail as HTML that mail programs agree on: tables 600 pixels wide, styles on the elements, and one style sheet that only dark mode and
/// small screens need. It fetches nothing, so it looks the same with pictures off.
/// </summary>
public static partial class HtmlForm
{
    /// <summary>Figures with longer values are written smaller, so that they stand side by side on a telephone.</summary>
    private const int LargeLetters = 9;

    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',"
        + "'PingFang SC','Microsoft YaHei',sans-serif";
    private const string Accent = "#c23a08";
    private const string Band = $"background:{Accent};border-radius:6px 6px 0 0";
    private const string Page = "background:#edf0f1";
    private const string Ink = "color:#12181b";
    private const string Soft = "color:#48545b";
    private const string Line = "border-bottom:1px solid #cfd6da";
    private const string Small = $"font-size:13px;line-height:19px;{Soft}";

    private const string Last = $"display:inline-block;padding:8px 0 0;{Soft}";

    private const string Hidden = "display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;"
        + "mso-hide:all";

    private const string Sheet = """
        @media (max-width:480px){.pad{padding-left:18px!important;padding-right:18px!important}}
        @media (prefers-color-scheme:dark){
        .page{background:#0d1113!important}
        .card{background:#161b1e!important}
        .ink{color:#eef2f3!important}
        .soft{color:#a6b2b8!important}
        .line{border-color:#2b3438!important}
        .track{background:#2b3438!important}
        }
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(MailDocument document, MailFrame frame)
    {
        var direction = frame.Locale.Direction;
        var blocks = string.Concat(document.Blocks.Select(block => Block(block, frame) + "\n"));
        var html = $"""
            <!DOCTYPE html>
            <html lang="{frame.Locale.Code}" dir="{direction}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{Encoder.Encode(Isolated.Strip(document.Subject))}</title>
            <style>
            {Sheet}
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;{Page};{Font}">
            {Element("div", "soft", Hidden, Text(document.Preheader))}
            {Layout(direction, $"class=\"page\" lang=\"{frame.Locale.Code}\" width=\"100%\"", Page)}
            <tr><td align="center" style="padding:24px 8px">
            {Layout(direction, "class=\"card\" width=\"600\"", "width:100%;max-width:600px;background:#ffffff;border-radius:6px")}
            <tr><td height="4" bgcolor="{Accent}" style="font-size:1px;line-height:4px;{Band}">&nbsp;</td></tr>
            {Row("24px 32px 8px", Element("span", "soft", $"{Small};font-weight:600", Text(frame.Programme)))}
            {blocks}{Row("12px 32px 28px", Element("p", "soft", $"margin:0;{Small}", Sender(frame)))}
            </table>
            </td></tr></table>
            </body>
            </html>

            """;
        return frame.Locale.IsRightToLeft ? Signed().Replace(html, "<bdi dir=\"ltr\">${value}</bdi>") : html;
    }

    /// <summary>Without a letter a value takes the direction around it, and its sign would stand behind it: 500+.</summary>
    [GeneratedRegex("<bdi>(?<value>(&#x[0-9A-F]+;|[^<&\\p{L}])+)</bdi>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Signed();

    private static string Block(MailBlock block, MailFrame frame) => block switch
    {
        Heading heading => Row(
            "16px 32px 4px", Element("h1", "ink", $"margin:0;font-size:24px;line-height:30px;font-weight:650;{Ink}", Text(heading.Text))),
        Paragraph paragraph => Row(
            "8px 32px", Element("p", "ink", $"margin:0;font-size:15px;line-height:23px;{Ink}", Text(paragraph.Text))),
        Figures figures => Row("12px 32px 4px", FigureCells(figures, frame)),
        Table table => Row("8px 32px", DataTable(table, frame)),
        Button button => Row("16px 32px", Link(button, frame)),
        Progress progress => Row("12px 32px", Bar(progress, frame)),
        BadgePicture badge => Row("16px 32px", Medal(badge, frame)),
        Footer footer => Row(
            "20px 32px 0", Element("p", "soft line", $"margin:0;padding:16px 0 0;border-top:1px solid #cfd6da;{Small}", Text(footer.Text))),
        _ => throw new NotSupportedException($"No HTML form for {block.GetType().Name}."),
    };

    private static string FigureCells(Figures figures, MailFrame frame)
    {
        var width = 100 / Math.Max(1, figures.All.Count);
        var isLarge = figures.All.All(f => f.Value.Length <= LargeLetters);
        var size = isLarge ? "font-size:26px;line-height:34px" : "font-size:18px;line-height:28px";
        var gap = frame.Locale.IsRightToLeft ? "0 0 8px 12px" : "0 12px 8px 0";
        var cells = figures.All.Select(figure =>
            $"<td valign=\"top\" width=\"{width}%\" style=\"padding:{gap}\">"
            + Element("span", "soft", Small, Text(figure.Label)) + "<br>"
            + Element("strong", "ink", $"{size};{Ink}", Value(figure.Value))
            + Detail(figure.Detail) + "</td>");
        return $"{Layout(frame.Locale.Direction, "width=\"100%\"")}<tr>{string.Concat(cells)}</tr></table>";
    }

    private static string DataTable(Table table, MailFrame frame)
    {
        var html = new StringBuilder();
        html.Append("<table class=\"ink\" dir=\"").Append(frame.Locale.Direction)
            .Append("\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" ")
            .Append("style=\"border-collapse:collapse;font-size:14px;line-height:20px;").Append(Ink).Append("\">\n")
            .Append(Element("caption", "soft", $"padding:8px 0;text-align:start;{Small}", Text(table.Caption))).Append("\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(Cell("th scope=\"col\"", column, frame, "font-weight:600", Text(column.Title)));
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append(TableRow(table, row, frame, "font-weight:400"));
        }

        if (table.Total is not null)
        {
            html.Append(TableRow(table, table.Total, frame, "font-weight:650"));
        }

        return html.Append("</tbody></table>").ToString();
    }

    private static string TableRow(Table table, IReadOnlyList<string> cells, MailFrame frame, string style)
    {
        var columns = table.Columns;
        var html = cells.Select((cell, i) => Cell("td", columns[i], frame, style, columns[i].IsNumber ? Value(cell) : Text(cell)));
        return $"<tr>{string.Concat(html)}</tr>\n";
    }

    /// <summary>The align attribute says the side once more for programs that don't know text-align: end.</summary>
    private static string Cell(string opening, Column column, MailFrame frame, string style, string content)
    {
        var end = frame.Locale.IsRightToLeft ? "left" : "right";
        var side = column.IsNumber ? "text-align:end;white-space:nowrap" : "text-align:start";
        var align = column.IsNumber ? $" align=\"{end}\"" : "";
        return $"<{opening} class=\"ink line\" valign=\"top\"{align} style=\"padding:8px 3px;{Line};{Ink};{side};{style}\">"
            + $"{content}</{opening[..2]}>";
    }

    private static string Link(Button button, MailFrame frame)
    {
        const string Style = "display:inline-block;padding:12px 22px;font-size:15px;font-weight:600;color:#ffffff;text-decoration:none";
        return $"{Layout(frame.Locale.Direction, "")}<tr><td bgcolor=\"{Accent}\" style=\"border-radius:6px;background:{Accent}\">"
            + $"<a href=\"{Encoder.Encode(frame.Address(button.Path))}\" style=\"{Style}\">{Text(button.Text)}</a></td></tr></table>";
    }

    private static string Bar(Progress progress, MailFrame frame)
    {
        var percent = (int)Math.Round(100 * Math.Clamp(progress.Share, 0, 1), MidpointRounding.AwayFromZero);
        var filled = percent == 0 ? "" : Part(percent, $" bgcolor=\"{Accent}\"", $"background:{Accent};border-radius:4px");
        var rest = percent == 100 ? "" : Part(100 - percent, "", "");
        var label = $"{Text(progress.Label)}: <strong>{Value(progress.Value)}</strong>";
        return Element("p", "ink", $"margin:0 0 6px;font-size:14px;line-height:20px;{Ink}", label)
            + Layout(frame.Locale.Direction, "class=\"track\" width=\"100%\"", "background:#cfd6da;border-radius:4px")
            + $"<tr>{filled}{rest}</tr></table>";

        static string Part(int width, string attributes, string style) =>
            $"<td width=\"{width}%\" height=\"8\"{attributes} style=\"font-size:1px;line-height:8px;{style}\">&nbsp;</td>";
    }

    private static string Medal(BadgePicture badge, MailFrame frame)
    {
        var colour = Encoder.Encode(badge.Colour);
        var style = $"width:72px;height:72px;border-radius:36px;background:{colour};color:#ffffff;font-size:24px;font-weight:700";
        return $"{Layout(frame.Locale.Direction, "")}<tr>"
            + $"<td width=\"72\" height=\"72\" align=\"center\" bgcolor=\"{colour}\" aria-hidden=\"true\" style=\"{style}\">"
            + $"{Value(badge.Mark)}</td>"
            + $"<td style=\"padding:0 16px\">{Element("strong", "ink", $"font-size:17px;line-height:24px;{Ink}", Text(badge.Name))}"
            + $"{Detail(badge.Detail)}</td></tr></table>";
    }

    private static string Sender(MailFrame frame) =>
        $"{Text(frame.Sender)}<br>"
        + $"<a class=\"soft\" href=\"{Encoder.Encode(frame.PublicUrl)}\" style=\"{Soft}\">{Value(frame.PublicUrl)}</a>"
        + string.Concat(frame.LastLinks.Select(link =>
            $"<br><a class=\"soft\" href=\"{Encoder.Encode(frame.Address(link.Path))}\" style=\"{Last}\">{Text(link.Text)}</a>"));

    private static string Detail(string text) => text.Length == 0 ? "" : "<br>" + Element("span", "soft", Small, Text(text));

    private static string Row(string padding, string content) => $"<tr><td class=\"pad\" style=\"padding:{padding}\">{content}</td></tr>";

    private static string Element(string name, string cssClass, string style, string content) =>
        $"<{name} class=\"{cssClass}\" style=\"{style}\">{content}</{name}>";

    private static string Layout(string direction, string attributes, string style = "") =>
        $"<table role=\"presentation\" dir=\"{direction}\" {attributes} cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
        + $" style=\"{style}\">";

    private static string Value(string text) => $"<bdi>{Text(text)}</bdi>";

    private static string Text(string text) => Encoder.Encode(Isolated.Tidy(text.ReplaceLineEndings("\n")))
        .Replace("\u2068", "<bdi>", StringComparison.Ordinal)
        .Replace("\u2069", "</bdi>", StringComparison.Ordinal)
        .Replace("&#xA;", "<br>", StringComparison.Ordinal);
}
