using Leap.Data;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Keys;

public sealed class SharedKeyTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_one_node_protects_another_reads(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var one = await Node.StartAsync(database);
        await using var other = await Node.StartAsync(database);

        Assert.Equal("Anna", other.Unprotect(one.Protect("Anna")));
        Assert.Equal("Jan", one.Unprotect(other.Protect("Jan")));
        Assert.Single(await one.RowsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_two_nodes_that_make_the_first_key_at_once_one_gives_way(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var one = new Node(database);
        await using var other = new Node(database);
        Assert.Empty(one.Keys.GetAllKeys());
        Assert.Empty(other.Keys.GetAllKeys());

        one.Keys.CreateNewKey(Now, Now.AddDays(90));
        other.Keys.CreateNewKey(Now, Now.AddDays(90));

        Assert.Single(await one.RowsAsync());
        Assert.Equal("Anna", other.Unprotect(one.Protect("Anna")));
        Assert.Equal("Jan", one.Unprotect(other.Protect("Jan")));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_revocation_is_stored_though_another_node_was_quicker_with_a_key(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var one = new Node(database);
        await using var other = new Node(database);
        one.Keys.GetAllKeys();
        other.Keys.CreateNewKey(Now, Now.AddDays(90));

        one.Keys.RevokeAllKeys(Now.AddDays(1));

        Assert.All(other.Keys.GetAllKeys(), key => Assert.True(key.IsRevoked));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task With_a_certificate_no_row_shows_a_key(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var access = new AccessSettings { KeyCertificate = CertificateFile.Pkcs12(database.Folder) };
        await using var one = await Node.StartAsync(database, access);
        var secret = one.Protect("Anna");

        Assert.All(await one.RowsAsync(), AssertIsSealed);
        await using var other = await Node.StartAsync(database, access);
        Assert.Equal("Anna", other.Unprotect(secret));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_certificate_that_comes_later_encrypts_what_lay_open(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var before = await Node.StartAsync(database);
        var secret = before.Protect("Anna");
        Assert.Contains("requiresEncryption", Assert.Single(await before.RowsAsync()), StringComparison.Ordinal);

        await using var after = await Node.StartAsync(
            database, new AccessSettings { KeyCertificate = CertificateFile.Pem(database.Folder) });

        AssertIsSealed(Assert.Single(await after.RowsAsync()));
        Assert.Equal("Anna", after.Unprotect(secret));
    }

    [Fact]
    public async Task A_retired_certificate_still_reads()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        var passwords = CertificateFile.Text(database.Folder, "new\nold\n");
        var retired = CertificateFile.Pkcs12(database.Folder, "old");
        await using var before = await Node.StartAsync(
            database, new AccessSettings { KeyCertificate = retired, KeyCertificatePasswordFile = passwords });
        var secret = before.Protect("Anna");

        await using var after = await Node.StartAsync(database, new AccessSettings
        {
            KeyCertificate = CertificateFile.Pkcs12(database.Folder, "new"),
            RetiredKeyCertificates = retired,
            KeyCertificatePasswordFile = passwords,
        });

        Assert.Equal("Anna", after.Unprotect(secret));
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_stops_the_start_with_what_to_do()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        await using var before = await Node.StartAsync(
            database, new AccessSettings { KeyCertificate = CertificateFile.Pkcs12(database.Folder) });
        before.Protect("Anna");

        var refused = await Assert.ThrowsAsync<DatabaseException>(() => Node.StartAsync(
            database, new AccessSettings { KeyCertificate = CertificateFile.Pkcs12(database.Folder) }));

        Assert.Contains("Leap__Access__RetiredKeyCertificates", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_files_from_before_move_into_the_database_once(bool hasCertificate)
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        var folder = Path.Combine(database.Folder, "keys");
        var secret = ProtectByFiles(folder, "Anna");
        await File.WriteAllTextAsync(Path.Combine(folder, "note.xml"), "not a key");
        var access = hasCertificate ? new AccessSettings { KeyCertificate = CertificateFile.Pkcs12(database.Folder) } : null;

        await using var node = await Node.StartAsync(database, access);
        var rows = await node.RowsAsync();
        await node.PrepareAsync();

        Assert.Equal("Anna", node.Unprotect(secret));
        Assert.Equal(rows, await node.RowsAsync());
        Assert.Equal("note.xml", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
        if (hasCertificate)
        {
            Assert.All(rows, AssertIsSealed);
        }
    }

    private static void AssertIsSealed(string row)
    {
        Assert.Contains("EncryptedData", row, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", row, StringComparison.Ordinal);
    }

    private static string ProtectByFiles(string folder, string words)
    {
        using var services = new ServiceCollection()
            .AddDataProtection().SetApplicationName("leap").PersistKeysToFileSystem(new DirectoryInfo(folder))
            .Services.BuildServiceProvider();
        return services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect(words);
    }
}
