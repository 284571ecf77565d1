using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Manage.Mails;

/// <summary>Every kind of mail that people get, and which languages lack a text of it.</summary>
[May(Permission.SeeOperations)]
public sealed class IndexModel(MailKinds kinds, SampleMails samples, Locale locale) : PageModel
{
    /// <param name="Subject">Of the kind's first example, in the reader's language.</param>
    /// <param name="Missing">How many texts each language lacks.</param>
    public sealed record Row(MailKind Kind, string Subject, IReadOnlyDictionary<string, int> Missing);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public void OnGet() => Rows =
    [
        .. kinds.All
            .Select(k => new Row(k, Isolated.Strip(samples.In(k.Samples[0], locale.Code).Document.Subject), samples.Missing(k)))
            .OrderBy(r => locale[$"operations.kind.{r.Kind.Name}"], locale.Sorting),
    ];
}
