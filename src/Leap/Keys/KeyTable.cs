using System.Xml.Linq;
using Leap.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Keys;

/// <summary>
/// Keeps the framework's keys in the database, so that several nodes share them. When two nodes make the next key at once, the slower one
/// drops its own: the framework reads again after it stored a key, and so takes the other's.
/// </summary>
internal sealed class KeyTable(IServiceScopeFactory scopes) : IXmlRepository
{
    private long newestSeen;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var rows = scope.ServiceProvider.GetRequiredService<LeapDb>().StoredKeys.AsNoTracking().OrderBy(k => k.Id).ToList();
        Volatile.Write(ref newestSeen, rows.Count == 0 ? 0 : rows[^1].Id);
        return [.. rows.Select(row => XElement.Parse(row.Xml))];
    }

    /// <summary>A revocation is always stored; a key only when no other came since the table was read.</summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        var isKey = element.Name.LocalName == "key";
        while (!TryStore(element, friendlyName, Volatile.Read(ref newestSeen)) && !isKey)
        {
            GetAllElements();
        }
    }

    private bool TryStore(XElement element, string name, long afterId)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LeapDb>();
        db.StoredKeys.Add(new StoredKey { Name = name, Xml = element.ToString(SaveOptions.DisableFormatting), AfterId = afterId });
        try
        {
            db.SaveChanges();
            return true;
        }
        catch (DbUpdateException e) when (Race.IsWhy(e))
        {
            return false;
        }
    }
}
