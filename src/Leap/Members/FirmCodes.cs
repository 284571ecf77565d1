using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Firms by the vendor's code; the code of a firm that was merged finds the firm that it became a part of.</summary>
public static class FirmCodes
{
    extension(LeapDb db)
    {
        public async Task<Dictionary<string, Firm>> FirmsByCodeAsync(CancellationToken cancel)
        {
            var firms = await db.Firms.AsNoTracking().ToListAsync(cancel);
            var byId = firms.ToDictionary(f => f.Id);
            return firms.ToDictionary(f => f.Code, f => f.MergedIntoId is { } id ? byId[id] : f, StringComparer.OrdinalIgnoreCase);
        }

        /// <summary>Null when no firm has the code.</summary>
        public async Task<Firm?> FindFirmAsync(string code, CancellationToken cancel)
        {
            var typed = code.Trim();
            var found = await db.Firms.AsNoTracking().FirstOrDefaultAsync(f => f.Code == typed, cancel);
            return found?.MergedIntoId is { } id ? await db.Firms.AsNoTracking().FirstAsync(f => f.Id == id, cancel) : found;
        }
    }
}
