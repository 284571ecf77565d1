using System.Text;
using Leap.Access;
using Leap.Badges;
using Leap.Corrections;
using Leap.Courses;
using Leap.Data;
using Leap.Imports;
using Leap.Jobs;
using Leap.Joining;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Locales;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Privacy;
using Leap.Sales;
using Leap.Statements;
using Leap.Terms;
using Leap.Tests.Engines;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Privacy;

/// <summary>The stage with a mark in every word that the tables hold about Anna, and rows about her in each of them.</summary>
public sealed class Marked : IAsyncDisposable
{
    public const string Mark = "Zyxmark";

    private Marked(Stage stage, LogLines log) => (Stage, Log) = (stage, log);

    public LogLines Log { get; }

    public Stage Stage { get; }

    public long Anna { get; private set; }

    public long Mia { get; private set; }

    public static async Task<Marked> SetAsync(Engine engine)
    {
        var log = new LogLines();
        var marked = new Marked(await Stage.SetAsync(engine, log), log);
        marked.Anna = await marked.Stage.PersonAsync("Anna Schmidt");
        marked.Mia = await marked.Stage.PersonAsync("Mia Larsen");
        await marked.Stage.UseAsync(async services =>
        {
            var db = services.GetRequiredService<LeapDb>();
            await marked.NameAsync(db);
            await marked.ActAsync(services);
            await marked.PlantAsync(services, db);
            return 0;
        });
        return marked;
    }

    public Task<T> RunAsync<TOperation, T>(Func<TOperation, Task<T>> run)
        where TOperation : notnull => Stage.RunAsync(run);

    public async Task<string> JsonAsync(long personId)
    {
        using var file = new MemoryStream();
        await RunAsync<PersonalFile, int>(async personal =>
        {
            await personal.WriteJsonAsync(file, personId, CancellationToken.None);
            return 0;
        });
        return Encoding.UTF8.GetString(file.ToArray());
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    private async Task NameAsync(LeapDb db)
    {
        var person = await db.People.SingleAsync(p => p.Id == Anna);
        person.Name = $"Anna {Mark} Schmidt";
        person.LatinName = $"Anna {Mark} Latin";
        person.Alias = $"Fox {Mark}";
        person.TimeZone = "Europe/Berlin";
        person.Email = person.UserName = $"anna.{Mark}@firm.example";
        person.NormalizedEmail = person.NormalizedUserName = person.Email.ToUpperInvariant();
        person.PhoneNumber = $"+49 {Mark}";
        person.PasswordHash = $"hash {Mark}";
        await db.SaveChangesAsync();
    }

    /// <summary>Through the operations, as far as they reach.</summary>
    private async Task ActAsync(IServiceProvider services)
    {
        await services.GetRequiredService<AwardBadges>().RunAsync(Stage.On("2026-11-12"), CancellationToken.None);
        await services.GetRequiredService<SendSignInLink>().RunAsync($"anna.{Mark}@firm.example", null, CancellationToken.None);
        await services.GetRequiredService<ProposeManualEntry>().RunAsync(
            new("gift", ManualEntryKind.Adjustment, Anna, 40, CorrectionReason.Goodwill, $"For {Mark}"), Mia, CancellationToken.None);
        await services.GetRequiredService<AskDownload>().RunAsync(Anna, "de", CancellationToken.None);
        Stage.MoveTo("2026-12-01");
        await services.GetRequiredService<IssueStatements>().RunAsync(Stage.On("2026-12-01"), CancellationToken.None);
        await services.GetRequiredService<RelayOutbox>().RunAsync(CancellationToken.None);
    }

    /// <summary>What no operation of this stage writes.</summary>
    private async Task PlantAsync(IServiceProvider services, LeapDb db)
    {
        db.ChangeTracker.Clear();
        db.Add(new IdentityUserClaim<long> { UserId = Anna, ClaimType = "unit", ClaimValue = Mark });
        db.Add(new IdentityUserLogin<long> { UserId = Anna, LoginProvider = "directory", ProviderKey = Mark, ProviderDisplayName = Mark });
        var (from, until) = (new DateTime(2026, 11, 30), new DateTime(2027, 1, 30));
        db.Add(new MailedLink
        {
            PersonId = Anna, Purpose = default, Hash = "x", Address = $"new.{Mark}@x", CreatedAt = from, ExpiresAt = until,
        });
        db.Add(new Session
        {
            PersonId = Anna, Method = default, IsFull = true, Browser = Mark, System = "", CreatedAt = from, SeenAt = from,
            ConfirmedAt = from, EndsAt = until,
        });
        PlantBounces(db, from);
        await PlantJoiningAsync(db, from, until);
        db.Add(new Attempt { PersonId = Anna, ModuleId = 2, ModuleVersion = 1, StartedAt = from, Draw = $"[\"{Mark}\"]" });
        db.Add(new FrozenPeriod { Period = "2026-10", Zone = "Etc/UTC", FrozenAt = new DateTime(2026, 11, 1) });
        var firmId = await db.Memberships.Where(m => m.PersonId == Anna).Select(m => m.FirmId).SingleAsync();
        foreach (var member in await db.Memberships.Where(m => m.FirmId == firmId).Select(m => m.PersonId).ToListAsync())
        {
            db.Add(new FrozenStanding
            {
                Period = "2026-10", PersonId = member, FirmId = firmId, Country = "DE", Tier = Tier.Silver, Learning = 5, Selling = 5,
                Total = 10, Rank = 1,
            });
        }

        var distributorId = await db.Set<Leap.Products.Distributor>().Select(d => d.Id).FirstAsync();
        db.Add(new SellOut
        {
            DistributorId = distributorId, RowKey = "R-1", SoldOn = Stage.On("2026-11-02"), ResellerName = "Nordlicht", SellerCode = Mark,
            FirmId = firmId, PersonId = Anna, ProductId = 1, Quantity = 1, ReportingMinor = 100,
        });
        var owed = services.GetRequiredService<Outbox>();
        owed.Owe(
            new BadgeAwardedMail
            {
                Name = $"Tell of Anna {Mark} Schmidt", BadgeName = LocalizedText.Empty, BadgeText = LocalizedText.Empty,
                Icon = "spark", Colour = "#123456", PublicId = "x", AwardedOn = Stage.On("2026-11-02"),
            },
            new Recipient(Mia, "Mia Larsen", "mia@firm.example", "en"),
            "badge/of-another");
        await db.SaveChangesAsync();
        await db.Assertions.Where(a => a.PersonId == Anna)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.RecipientName, $"Anna {Mark} Schmidt"));
        await db.Sales.Where(s => s.PersonId == Anna).ExecuteUpdateAsync(set => set.SetProperty(s => s.Note, $"Dear {Mark}"));
        await FailJobAsync(db);
        var reports = Directory.CreateDirectory(Path.Combine(Stage.Folder, "imports"));
        await File.WriteAllTextAsync(
            Path.Combine(reports.FullName, "people.report.csv"), $"3,email,ANNA.{Mark.ToUpperInvariant()}@FIRM.EXAMPLE,bad");
    }

    /// <summary>One before the address had an account.</summary>
    private void PlantBounces(LeapDb db, DateTime from)
    {
        foreach (var (address, personId) in new[] { ($"anna.{Mark}@firm.example", 0L), ($"old.{Mark}@firm.example", Anna) })
        {
            db.Add(new RestingAddress
            {
                Address = RestingAddress.KeyOf(address), PersonId = personId, Cause = RestCause.HardBounce, MessageId = 1, Status = "5.1.1",
                SinceAt = from,
            });
        }

        db.Add(new BounceReport
        {
            Fingerprint = "f", ReadAt = from, Result = BounceResult.HardBounce, MessageId = 1, PersonId = Anna, Status = "5.1.1",
        });
    }

    private async Task PlantJoiningAsync(LeapDb db, DateTime from, DateTime until)
    {
        var firmId = await db.Memberships.Where(m => m.PersonId == Anna).Select(m => m.FirmId).SingleAsync();
        var address = $"anna.{Mark}@firm.example";
        var (normal, name) = (address.ToUpperInvariant(), $"Anna {Mark} Schmidt");
        db.Add(new Invitation
        {
            FirmId = firmId, Address = address, NormalizedAddress = normal, Name = name, Language = "de", Personas = Personas.Seller,
            PersonId = Anna, SecretHash = "i", InvitedById = Mia, SentAt = from, ExpiresAt = until,
        });
        db.Add(new JoinRequest
        {
            FirmId = firmId, Address = address, NormalizedAddress = normal, Name = name, Language = "de", AskedAt = from,
        });
        db.Add(new JoinLink { Address = address, NormalizedAddress = normal, SecretHash = "j", ExpiresAt = until });
        db.Add(new Upload { PersonId = Anna, Subject = "people", FileName = $"{Mark}.csv", Content = [1], UploadedAt = from });
        db.Add(new Upload
        {
            PersonId = Mia, Subject = "people", FileName = "people.csv", UploadedAt = from,
            Content = System.Text.Encoding.UTF8.GetBytes($"email,name\n{address},{name}\n"),
        });
        db.Add(new TermsVersion { Number = 901, CreatedAt = from, PublishedById = Anna });
        await db.SaveChangesAsync();
        db.Add(new TermsAcceptance
        {
            TermsNumber = 901, PersonId = Anna, FirmId = firmId, Language = "de", AcceptedAt = from, NetworkAddress = Mark,
            SignatoryName = name, SignatoryTitle = Mark,
        });
        db.Add(new FirmDomain { FirmId = firmId, Domain = "firm.example", AddedById = Anna, AddedAt = from });
    }

    private static async Task FailJobAsync(LeapDb db)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO job_runs (job, as_of, runs, started_at, done, done_in_all, error)
            VALUES ('relay-outbox', {Stage.On("2026-11-02")}, 1, {new DateTime(2026, 11, 2, 0, 0, 0, DateTimeKind.Utc)}, 0, 0,
            {$"No such mailbox: Anna {Mark} Schmidt"})
            """);
    }
}
