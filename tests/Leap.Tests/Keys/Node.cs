using Leap.Data;
using Leap.Keys;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Keys;

/// <summary>As much of one node of the program as its keys need.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public Node(TestDatabase database, AccessSettings? access = null)
    {
        var settings = database.Settings with { Access = access ?? new AccessSettings() };
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(settings)
            .AddLeapDb(settings)
            .AddLeapKeys(settings)
            .BuildServiceProvider();
    }

    public IKeyManager Keys => services.GetRequiredService<IKeyManager>();

    /// <summary>A node that has started.</summary>
    public static async Task<Node> StartAsync(TestDatabase database, AccessSettings? access = null)
    {
        var node = new Node(database, access);
        await node.PrepareAsync();
        return node;
    }

    public async Task PrepareAsync()
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PrepareKeys>().RunAsync(CancellationToken.None);
    }

    public string Protect(string words) => Protector().Protect(words);

    public string Unprotect(string secret) => Protector().Unprotect(secret);

    public async Task<List<string>> RowsAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LeapDb>().StoredKeys.Select(k => k.Xml).ToListAsync();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private IDataProtector Protector() => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
