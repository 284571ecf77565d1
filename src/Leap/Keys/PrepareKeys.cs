using System.Xml;
using System.Xml.Linq;
using Leap.Data;
using Leap.Settings;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Leap.Keys;

/// <summary>
/// What the keys need before the first request: those that lie as files from before move into the database, so that nobody is signed out;
/// with a certificate, what lies there unencrypted is encrypted; and a key that can't be read stops the start.
/// </summary>
public sealed partial class PrepareKeys(
    LeapDb db,
    LeapSettings settings,
    IOptions<KeyManagementOptions> options,
    IKeyManager keys,
    TimeProvider clock,
    ILogger<PrepareKeys> log)
{
    /// <summary>Throws <see cref="DatabaseException"/> with a sentence for the operator.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var file in Files())
        {
            await MoveAsync(file, cancel);
        }

        await EncryptAsync(cancel);
        RefuseUnreadable();
    }

    private string[] Files()
    {
        var folder = Path.Combine(settings.DataFolder, "keys");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [];
    }

    private async Task MoveAsync(string file, CancellationToken cancel)
    {
        XElement element;
        try
        {
            element = KeyXml.Encrypted(XElement.Parse(await File.ReadAllTextAsync(file, cancel)), options.Value.XmlEncryptor);
        }
        catch (XmlException e)
        {
            LogNoKey(file, e);
            return;
        }

        while (!await TryAddAsync(Path.GetFileNameWithoutExtension(file), element, cancel))
        {
            db.ChangeTracker.Clear();
        }

        try
        {
            File.Delete(file);
            LogMoved(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogKept(file, e);
        }
    }

    /// <summary>False when another node was quicker with some key; whether it was this one shows when it is tried again.</summary>
    private async Task<bool> TryAddAsync(string name, XElement element, CancellationToken cancel)
    {
        try
        {
            await using var write = await db.BeginWriteAsync(cancel);
            if (!await db.StoredKeys.AnyAsync(k => k.Name == name, cancel))
            {
                var newest = await db.StoredKeys.MaxAsync(k => (long?)k.Id, cancel) ?? 0;
                db.StoredKeys.Add(new StoredKey { Name = name, Xml = element.ToString(SaveOptions.DisableFormatting), AfterId = newest });
            }

            await write.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (Race.IsWhy(e))
        {
            return false;
        }
    }

    private async Task EncryptAsync(CancellationToken cancel)
    {
        if (options.Value.XmlEncryptor is not { } encryptor)
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        foreach (var row in await db.StoredKeys.ToListAsync(cancel))
        {
            var element = XElement.Parse(row.Xml);
            if (KeyXml.IsPlain(element))
            {
                row.Xml = KeyXml.Encrypted(element, encryptor).ToString(SaveOptions.DisableFormatting);
            }
        }

        await write.CommitAsync(cancel);
    }

    /// <summary>A node that went on without a key would sign out whoever comes with it, and write what the others can't read.</summary>
    private void RefuseUnreadable()
    {
        var now = clock.GetUtcNow();
        var unreadable = keys.GetAllKeys().Count(key => !key.IsRevoked && key.ExpirationDate > now && !IsReadable(key));
        if (unreadable > 0)
        {
            throw new DatabaseException(
                $"{unreadable} of the keys in the table data_protection_keys can't be decrypted. Name the certificate that encrypted them "
                + "in Leap__Access__KeyCertificate or Leap__Access__RetiredKeyCertificates. If it is lost, delete these rows: "
                + "everybody then signs in anew.");
        }
    }

    private bool IsReadable(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (Exception e)
        {
            LogUnreadable(key.KeyId, e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "The key file {File} moved into the database.")]
    private partial void LogMoved(string file);

    [LoggerMessage(LogLevel.Warning, "The key file {File} is in the database now but can't be deleted. Delete it by hand.")]
    private partial void LogKept(string file, Exception fault);

    [LoggerMessage(LogLevel.Warning, "The file {File} holds no key; it stays where it is.")]
    private partial void LogNoKey(string file, Exception fault);

    [LoggerMessage(LogLevel.Error, "The key {KeyId} can't be decrypted.")]
    private partial void LogUnreadable(Guid keyId, Exception fault);
}
