using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Settings;
using Leap.Statements;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Statements;

/// <summary>The page and the mail of one statement say the same, to the byte, in every language.</summary>
public sealed class SameFiguresTests(Site site) : IClassFixture<Site>
{
    private const string Period = "2026-01";

    private static readonly Dictionary<string, string> Sellers = new(StringComparer.Ordinal)
    {
        ["en"] = "Ben Carter", ["de"] = "Anna Schmidt", ["fr"] = "Claire Fournier", ["es"] = "Luis Ortega",
        ["pt-BR"] = "Bia Souza", ["pl"] = "Jan Wójcik", ["ar"] = "عمر الحداد", ["zh-Hans"] = "王伟",
    };

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt-BR")]
    [InlineData("pl")]
    [InlineData("ar")]
    [InlineData("zh-Hans")]
    public async Task Each_cell_of_the_mails_tables_stands_in_the_pages(string language)
    {
        var personId = await StoreAsync(Sellers[language]);
        var client = await site.SignInAsync("seller", language);

        var page = await client.PageAsync("/statements/" + Period);
        var mail = await MailAsync(personId, language);

        var (shown, mailed) = (Rows(page, ".statement-sheet table"), Rows(mail, "table:not([role])"));
        Assert.Equal(mailed, shown);
        Assert.Equal(15, shown.Count);
        Assert.Contains(" | " + Of(language).Number(1_234_567), string.Join('\n', shown), StringComparison.Ordinal);
    }

    /// <summary>A row's cells: the words, then the figure; parts of a line, which have no figure of their own, as rows below it.</summary>
    private static List<string> Rows(IParentNode document, string tables)
    {
        var rows = new List<string>();
        foreach (var row in document.QuerySelectorAll($"{tables} tbody tr, {tables} tfoot tr"))
        {
            var cells = row.QuerySelectorAll("th, td").ToList();
            var parts = cells[0].QuerySelectorAll(".table-sub").ToList();
            var texts = parts.ConvertAll(p => "· " + Plain(p.TextContent) + " | ");
            parts.ForEach(p => p.Remove());
            rows.Add(Plain(cells[0].TextContent) + " | " + cells[1].TextContent.Trim());
            rows.AddRange(texts);
        }

        return rows;
    }

    /// <summary>A page keeps directional marks as letters, a mail as elements.</summary>
    private static string Plain(string text) => Isolated.Strip(text).Trim();

    private static Locale Of(string language) => Languages.Load().For(language);

    private async Task<IDocument> MailAsync(long personId, string language) => await site.UseAsync(async services =>
    {
        var again = await services.GetRequiredService<SendStatementAgain>().RunAsync(personId, Period, personId, CancellationToken.None);
        var message = again.Value;
        Assert.Equal(language, message.Language);
        var locale = Of(language);
        var document = services.GetRequiredService<MailKinds>().Read(message.Kind, message.Body).Compose(locale);
        return (IDocument)new HtmlParser().ParseDocument(
            HtmlForm.Of(document, MailFrame.For(locale, services.GetRequiredService<LeapSettings>())));
    });

    /// <summary>A statement with all that one can hold.</summary>
    private Task<long> StoreAsync(string name) => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var personId = await Story.PersonAsync(db, name);
        db.Add(new Statement
        {
            PersonId = personId, Period = Period, Zone = "Europe/Amsterdam", Opening = 0, Earned = 1_235_067, Redeemed = 500, Expired = 0,
            Reversed = 0, Closing = 1_234_567, Pending = 720, AfterEntryId = 0, HeadEntryId = 0, Head = "9f2c4be81d07a355",
            IssuedAt = new DateTime(2026, 2, 1, 5, 0, 0, DateTimeKind.Utc), Inputs = Sheet.ToJson(),
        });
        await db.SaveChangesAsync();
        return personId;
    });

    private static StatementSheet Sheet => new()
    {
        MonthOn = new DateOnly(2026, 1, 1),
        PeriodKey = Period,
        Opening = 0,
        Groups =
        [
            new("learned", 21, 1_234_567) { Parts = [new(MailSample.Course, "", 1, 1_000_000, []), new(null, "INV-7", 20, 234_567, [])] },
            new("sold", 1, 500),
            new("redeemed", 2, -500) { Parts = [new(null, "COFFEE", 2, -500, [])] },
        ],
        Closing = 1_234_567,
        Pending = 720,
        Releases = [new(new DateOnly(2026, 12, 14), 520), new(null, 200)],
        Expiring = [new(new DateOnly(2026, 3, 31), 1_250)],
        Standing = new(Tier.Gold, 17, 1_204, 1_840),
        Head = "9f2c4be81d07a355",
    };
}
