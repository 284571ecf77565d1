using Leap.Audit;
using Leap.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Benchmarks.Ledger;

/// <summary>What several rows need, made once and when first asked for: a large ledger, and one of a tenth of it.</summary>
internal sealed class Stage(Size size) : IAsyncDisposable
{
    private const int Tenth = 10;

    private Books? large;
    private Books? tenth;

    public Size Size => size;

    public History History { get; } = new(size.LoadEntries, size.People);

    public async Task<Books> LargeAsync() => large ??= await LoadAsync(History);

    public async Task<Books> TenthAsync() => tenth ??= await LoadAsync(new History(size.LoadEntries / Tenth, size.People));

    /// <summary>The stage looks after it from now on.</summary>
    public async Task KeepLargeAsync(Books books)
    {
        await (large?.DisposeAsync() ?? ValueTask.CompletedTask);
        large = books;
    }

    public static async Task LoadAsync(Books books, string path)
    {
        await using var db = books.Open();
        using var file = new StreamReader(path);
        var auditLog = new AuditLog(db, books.Calendar, NullLogger<AuditLog>.Instance);
        var load = new LoadLedger(db, new RebuildBalances(db, auditLog), auditLog);
        var loaded = await load.RunAsync(file, onProgress: null, CancellationToken.None);
        if (loaded.Refusal is not null)
        {
            throw new InvalidOperationException("The history was refused.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (large?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (tenth?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static async Task<Books> LoadAsync(History history)
    {
        var books = await Books.OnSqliteAsync();
        var path = Path.Combine(books.Folder, "history.csv");
        await history.WriteAsync(path);
        await LoadAsync(books, path);
        File.Delete(path);
        return books;
    }
}
