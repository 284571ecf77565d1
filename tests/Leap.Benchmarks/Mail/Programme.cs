using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Mail;
using Leap.Seeding;
using Leap.Settings;
using Leap.Statements;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Benchmarks.Mail;

/// <summary>A played season on SQLite whose mails go to a sink, gone when disposed.</summary>
internal sealed class Programme : IAsyncDisposable
{
    private readonly LeapSettings settings;
    private readonly ServiceProvider services;

    private Programme(LeapSettings settings)
    {
        this.settings = settings;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddSingleton(_ => Languages.Load(settings))
            .AddLeap(settings)
            .BuildServiceProvider();
    }

    public int Connections => settings.Mail.Connections;

    public int Port => settings.Mail.Port;

    public static async Task<Programme> PlayAsync(DemoSize size, int port)
    {
        var plain = new LeapSettings { DataFolder = Directory.CreateTempSubdirectory("leap-mail-").FullName };
        var programme = new Programme(plain with { Mail = plain.Mail with { Host = "127.0.0.1", Port = port } });
        await programme.UseAsync(async scope =>
        {
            await scope.GetRequiredService<Upgrade>().RunAsync(CancellationToken.None);
            return await scope.GetRequiredService<DemoSeason>().RunAsync(size, progress: null, CancellationToken.None);
        });
        return programme;
    }

    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    /// <summary>Closes the month before the day, with all since the last closed one.</summary>
    public Task<ClosedMonth> CloseAsync(DateOnly asOf) => UseAsync(async scope =>
        (await scope.GetRequiredService<CloseMonths>().RunAsync(asOf, CancellationToken.None))[^1]);

    /// <summary>Owes at least so many statement mails, from as many months of the season as that takes, and no other mail.</summary>
    /// <returns>How many are owed.</returns>
    public async Task<int> OweAsync(int count)
    {
        for (var month = SeasonShape.FirstOn.AddMonths(1); month <= SeasonShape.LastOn; month = month.AddMonths(1))
        {
            await UseAsync(scope => scope.GetRequiredService<IssueStatements>().RunAsync(month, CancellationToken.None));
            if (await UseAsync(scope => Statements(scope).CountAsync()) >= count)
            {
                break;
            }
        }

        return await UseAsync(async scope =>
        {
            var kept = await Statements(scope).OrderBy(m => m.Id).Select(m => m.Id).Take(count).ToListAsync();
            var last = kept[^1];
            var db = scope.GetRequiredService<LeapDb>();
            await db.MessageTries.ExecuteDeleteAsync();
            await db.Messages.Where(m => m.Kind != StatementMail.Kind || m.Id > last).ExecuteDeleteAsync();
            return kept.Count;
        });
    }

    /// <summary>Every message is due again, as if none had been sent.</summary>
    public Task RewindAsync() => UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await db.MessageTries.ExecuteDeleteAsync();
        return await db.Messages.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.SentAt, (DateTime?)null)
            .SetProperty(m => m.LeaseUntilAt, (DateTime?)null)
            .SetProperty(m => m.Tries, 0));
    });

    public Task<List<Message>> MessagesAsync() =>
        UseAsync(scope => Statements(scope).AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    public Task<RelayCounts> RelayAsync() =>
        UseAsync(scope => scope.GetRequiredService<RelayOutbox>().RunAsync(CancellationToken.None));

    /// <summary>One entry into the ledger, as a course that was passed meanwhile books it.</summary>
    public Task<IReadOnlyList<Posted>> PostAsync(int number) => UseAsync(async scope =>
    {
        var today = scope.GetRequiredService<Programmes.Calendar>().Today;
        var person = (number % 500) + 1;
        var entry = new NewEntry(
            FormattableString.Invariant($"meanwhile/{number}"), EntryKind.Earned, today, "",
            [new(AccountRef.Issued, -1), new(AccountRef.Available(person), 1)])
        {
            ExpiresOn = today.AddYears(1),
        };
        await using var write = await scope.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
        var posted = await scope.GetRequiredService<Journal>().PostAsync([entry], CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return posted;
    });

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Write.CloseFile(settings.ConnectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(settings.DataFolder, recursive: true);
    }

    private static IQueryable<Message> Statements(IServiceProvider scope) =>
        scope.GetRequiredService<LeapDb>().Messages.Where(m => m.Kind == StatementMail.Kind);
}
