using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Leap.Locales;

namespace Leap.Imports;

/// <summary>
/// One row of a file with typed cells. A bad cell throws nothing: it is noted with its reason and answers with a value that nobody will
/// use, because a row that is no longer <see cref="IsGood"/> goes no further. A column that the file lacks is an empty cell.
/// </summary>
public sealed partial class ImportRow
{
    /// <summary>Longest text that any cell may hold, in characters.</summary>
    public const int CellMax = 4_000;

    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2099, 12, 31);

    private static readonly HashSet<string> Countries = new(
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name).TwoLetterISORegionName)
            .Where(c => c.Length == 2 && c.All(char.IsAsciiLetterUpper)),
        StringComparer.OrdinalIgnoreCase);

    private readonly ImportRun run;
    private readonly CsvHeader header;
    private readonly string[] cells;

    internal ImportRow(ImportRun run, CsvHeader header, long line, string[] cells)
    {
        this.run = run;
        this.header = header;
        this.cells = cells;
        Line = line;
    }

    public long Line { get; }

    public bool IsGood { get; private set; } = true;

    public bool IsEmpty(string column) => Cell(column).Length == 0;

    /// <summary>The cell as it stands, without spaces around it.</summary>
    public string Cell(string column) => header.Place(column) is >= 0 and var place && place < cells.Length ? cells[place].Trim() : "";

    /// <summary>Notes why the row can't go in; the column is empty where the whole row is meant.</summary>
    public void Complain(string column, string reasonKey, params ReadOnlySpan<(string Name, object? Value)> with)
    {
        IsGood = false;
        run.Note(Line, column, column.Length == 0 ? "" : Cell(column), reasonKey, with);
    }

    /// <summary>One line of text that must be there.</summary>
    public string Text(string column, int lengthMax) => IsThere(column) ? OptionalText(column, lengthMax) : "";

    public string OptionalText(string column, int lengthMax)
    {
        var text = Cell(column);
        if (text.Length > lengthMax)
        {
            Complain(column, "import.reason.too_long", ("most", lengthMax), ("length", text.Length));
        }
        else if (text.Any(char.IsControl))
        {
            Complain(column, "import.reason.control");
        }

        return text;
    }

    /// <summary>What somebody or something is called; refused where a spreadsheet would run it.</summary>
    public string Name(string column, int lengthMax) => IsThere(column) ? OptionalName(column, lengthMax) : "";

    /// <inheritdoc cref="Name"/>
    public string OptionalName(string column, int lengthMax)
    {
        var name = OptionalText(column, lengthMax);
        if (IsFormula(name))
        {
            Complain(column, "import.reason.formula");
        }

        return name;
    }

    /// <summary>Text of several lines, with line feeds only.</summary>
    public string LongText(string column)
    {
        var text = Cell(column).ReplaceLineEndings("\n");
        if (IsThere(column) && text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
        {
            Complain(column, "import.reason.control");
        }

        return text;
    }

    /// <summary>A key that people give: letters, digits and `- _ . /`, in upper case from here on.</summary>
    public string Code(string column, int lengthMax = 40)
    {
        var code = Text(column, lengthMax).ToUpperInvariant();
        if (code.Length > 0 && !Codes().IsMatch(code))
        {
            Complain(column, "import.reason.code");
        }

        return code;
    }

    /// <summary>A key of ours such as a family or an icon: small letters, digits and hyphens.</summary>
    public string Word(string column, int lengthMax = 40)
    {
        var word = Text(column, lengthMax);
        if (word.Length > 0 && !Words().IsMatch(word))
        {
            Complain(column, "import.reason.word");
        }

        return word;
    }

    /// <summary>An ISO 4217 code.</summary>
    public string Currency(string column)
    {
        var code = Text(column, CellMax).ToUpperInvariant();
        if (code.Length > 0 && !(code.Length == 3 && code.All(char.IsAsciiLetterUpper)))
        {
            Complain(column, "import.reason.currency");
        }

        return code;
    }

    /// <summary>An ISO 3166-1 alpha-2 code.</summary>
    public string Country(string column) => OneOf(column, Countries, "import.reason.no_country");

    public string Email(string column)
    {
        var address = Text(column, 256);
        if (address.Length > 0 && !(Emails().IsMatch(address) && MailAddress.TryCreate(address, out _)))
        {
            Complain(column, "import.reason.email");
        }
        else if (IsFormula(address))
        {
            Complain(column, "import.reason.formula");
        }
        else if (Scripts.AreMixed(address))
        {
            Complain(column, "import.reason.mixed_scripts");
        }

        return address;
    }

    public DateOnly Date(string column) => IsThere(column) ? OptionalDate(column) ?? default : default;

    public DateOnly? OptionalDate(string column)
    {
        if (IsEmpty(column))
        {
            return null;
        }

        if (!DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Complain(column, "import.reason.date");
        }
        else if (day < FirstDay || day > LastDay)
        {
            Complain(column, "import.reason.date_range");
        }

        return day;
    }

    public long Whole(string column, long least, long most) => IsThere(column) ? OptionalWhole(column, least, most) ?? least : least;

    public long? OptionalWhole(string column, long least, long most)
    {
        if (IsEmpty(column))
        {
            return null;
        }

        if (!long.TryParse(Cell(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Complain(column, "import.reason.whole");
        }
        else if (number < least || number > most)
        {
            Complain(column, "import.reason.range", ("least", least), ("most", most));
        }

        return number;
    }

    /// <summary>A number with a point and no separators for thousands.</summary>
    public decimal Number(string column, decimal least, decimal most)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!IsThere(column))
        {
            return least;
        }

        if (!decimal.TryParse(Cell(column), Style, CultureInfo.InvariantCulture, out var number))
        {
            Complain(column, "import.reason.number");
        }
        else if (number < least || number > most)
        {
            Complain(column, "import.reason.range", ("least", least), ("most", most));
        }

        return number;
    }

    /// <summary>An amount in minor units of its currency; refused when it has more decimals than the currency.</summary>
    public long Money(string column, string currency, decimal least = 0)
    {
        var amount = Number(column, least, 1_000_000_000_000m);
        var minor = Currencies.ToMinor(amount, currency);
        if (minor is null && IsGood)
        {
            Complain(column, "import.reason.decimals", ("currency", currency), ("digits", Currencies.MinorDigits(currency)));
        }

        return minor ?? 0;
    }

    public bool YesNo(string column)
    {
        var cell = Cell(column);
        if (cell is not ("yes" or "no"))
        {
            Complain(column, "import.reason.choice", ("choices", "yes, no"));
        }

        return cell is "yes";
    }

    /// <summary>A name of the enum, written `like-this`.</summary>
    public TEnum Choice<TEnum>(string column)
        where TEnum : struct, Enum
    {
        if (Choices.TryParse<TEnum>(Cell(column), out var chosen))
        {
            return chosen;
        }

        Complain(column, "import.reason.choice", ("choices", Choices.Listed<TEnum>()));
        return default;
    }

    public TEnum? OptionalChoice<TEnum>(string column)
        where TEnum : struct, Enum => IsEmpty(column) ? null : Choice<TEnum>(column);

    /// <summary>Any of the enum's flags, joined with `|`; at least one.</summary>
    public TEnum Flags<TEnum>(string column)
        where TEnum : struct, Enum
    {
        var flags = 0L;
        foreach (var name in List(column))
        {
            if (!Choices.TryParse<TEnum>(name, out var flag))
            {
                Complain(column, "import.reason.choices", ("choices", Choices.Listed<TEnum>()));
                break;
            }

            flags |= Convert.ToInt64(flag, CultureInfo.InvariantCulture);
        }

        return IsThere(column) ? (TEnum)Enum.ToObject(typeof(TEnum), flags) : default;
    }

    /// <summary>The content's text in each language whose column `prefix.xx` the file has; the programme's own must be there.</summary>
    public LocalizedText Localized(string prefix, Languages languages, int lengthMax = CellMax) => new(
        languages.All.Select(l => KeyValuePair.Create(
            l.Code,
            l == languages.Programme ? Text(InLanguage(prefix, l), lengthMax) : OptionalText(InLanguage(prefix, l), lengthMax))));

    /// <summary>The parts of a cell that joins them with `|`; none for an empty cell.</summary>
    public IReadOnlyList<string> List(string column) =>
        Cell(column).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The word as the set writes it; the reason says of what it is none.</summary>
    public string OneOf(string column, HashSet<string> known, string reasonKey)
    {
        if (!IsThere(column))
        {
            return "";
        }

        if (known.TryGetValue(Cell(column), out var actual))
        {
            return actual;
        }

        Complain(column, reasonKey);
        return "";
    }

    /// <summary>What the key in the cell stands for.</summary>
    public TValue? Find<TValue>(string column, IReadOnlyDictionary<string, TValue> known, string reasonKey)
    {
        if (!IsThere(column))
        {
            return default;
        }

        if (!known.TryGetValue(Cell(column), out var found))
        {
            Complain(column, reasonKey);
        }

        return found;
    }

    /// <summary>Refuses a key that an earlier row of the file has; a later row would silently undo it.</summary>
    public void Once(string column, string key)
    {
        if (key.Length > 0 && !run.Keys.TryAdd(key, Line))
        {
            Complain(column, "import.reason.repeated", ("line", run.Keys[key]));
        }
    }

    private static string InLanguage(string prefix, Locale locale) => $"{prefix}.{locale.Code.ToLowerInvariant()}";

    private static bool IsFormula(string text) => text is ['=' or '+' or '-' or '@', ..];

    private bool IsThere(string column)
    {
        if (!IsEmpty(column))
        {
            return true;
        }

        Complain(column, "import.reason.empty");
        return false;
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._/-]*$", Plain)]
    private static partial Regex Codes();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", Plain)]
    private static partial Regex Words();

    [GeneratedRegex(@"^[^\s@<>,;:""()\[\]\\]+@[^\s@<>,;:""()\[\]\\.]+(\.[^\s@<>,;:""()\[\]\\.]+)+$", Plain)]
    private static partial Regex Emails();
}
