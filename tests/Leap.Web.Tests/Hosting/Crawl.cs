using System.Net;
using AngleSharp.Html.Dom;
using Leap.Jobs;
using Leap.Members;
using Leap.Sales;
using Leap.Web.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Leap.Web.Tests.Hosting;

/// <summary>
/// Everybody who may come has opened every address that there is, and what the pages link to, while nothing else was at work; nobody sent
/// a form. Tests look at what was answered.
/// </summary>
public sealed class Crawl : IAsyncLifetime
{
    /// <summary>Enough for each page with some of its rows; lists link to more of the same.</summary>
    private const int AddressesMax = 120;

    /// <summary>Stands in names that people may choose, and would do something in a page or a spreadsheet.</summary>
    public const string Formula = "=HYPERLINK(\"https://evil.example\")";

    public const string Script = "\"><script>alert(1)</script>";

    private readonly List<Answer> answers = [];
    private readonly AccessWorld world = new();

    /// <param name="Role">As the access matrix names it.</param>
    public sealed record Answer(string Role, string Address, HttpResponseMessage Message, string Body)
    {
        public bool IsPage => Message.Content.Headers.ContentType?.MediaType == "text/html" && !IsMail;

        /// <summary>A mail in a frame, which has a style sheet of its own, no script, and a policy that lets it do nothing.</summary>
        public bool IsMail => Address.Contains("/html", StringComparison.Ordinal) && Message.StatusCode == HttpStatusCode.OK;

        public override string ToString() => $"{Role}: {Address} ({(int)Message.StatusCode})";
    }

    public Site Site => world.Site;

    public IReadOnlyList<Answer> Answers => answers;

    public IEnumerable<Answer> Pages => answers.Where(a => a.IsPage);

    internal SortedDictionary<string, string> Before { get; private set; } = [];

    internal SortedDictionary<string, string> After { get; private set; } = [];

    public HttpClient ClientOf(string role) => world.Client(role);

    /// <summary>All there is to ask, with the role's own ids.</summary>
    internal Task<IReadOnlyList<Routes.Ask>> AsksAsync(string role) => Routes.AllAsync(Site, world.Own(role));

    public async Task InitializeAsync()
    {
        await world.InitializeAsync();
        foreach (var jobs in Site.Services.GetServices<IHostedService>().OfType<JobScheduler>().Cast<IHostedService>())
        {
            await jobs.StopAsync(CancellationToken.None);
        }

        await PlantAsync();
        Before = await Dump.OfAsync(Site, GetTests.MayChange);
        foreach (var role in AccessWorld.Roles)
        {
            var asks = await AsksAsync(role);
            await VisitAsync(role, asks.Where(a => a.Method == HttpMethod.Get).Select(a => a.Address));
        }

        After = await Dump.OfAsync(Site, GetTests.MayChange);
    }

    public Task DisposeAsync()
    {
        answers.ForEach(a => a.Message.Dispose());
        return world.DisposeAsync();
    }

    private Task<int> PlantAsync() => Site.ReadAsync(async db =>
    {
        await db.People.Where(p => p.Staff == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, p => Formula + p.Name + Script));
        await db.Firms.ExecuteUpdateAsync(s => s.SetProperty(f => f.Name, f => Formula + f.Name + Script));
        return await db.Sales.ExecuteUpdateAsync(
            s => s.SetProperty(x => x.CustomerName, Formula + Script).SetProperty(x => x.InvoiceNumber, x => "@SUM" + x.InvoiceNumber));
    });

    private async Task VisitAsync(string role, IEnumerable<string> asks)
    {
        var open = new Queue<string>(asks.Append("/no/such/page").Append("/css/base.css").Append("/js/menu.js").Append("/img/icons.svg"));
        var seen = new HashSet<string>(open, StringComparer.Ordinal);
        while (open.TryDequeue(out var address))
        {
            var message = await ClientOf(role).GetAsync(new Uri(address, UriKind.Relative));
            var answer = new Answer(role, address, message, await message.Content.ReadAsStringAsync());
            answers.Add(answer);
            if (!answer.IsPage || message.StatusCode != HttpStatusCode.OK)
            {
                continue;
            }

            foreach (var link in (await message.DocumentAsync()).Links.OfType<IHtmlAnchorElement>().Select(a => a.GetAttribute("href")!))
            {
                var next = link.Split('#')[0];
                if (next.StartsWith('/') && seen.Count < AddressesMax && seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }
    }
}

/// <summary>One crawl for all tests that look at its answers.</summary>
[CollectionDefinition(nameof(Crawl))]
public sealed class CrawlCollection : ICollectionFixture<Crawl>;
