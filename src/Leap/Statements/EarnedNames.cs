using Leap.Courses;
using Leap.Data;
using Leap.Locales;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// The names of what earns points: promotions by version, and modules. There are few of them, and thousands of statements name the same.
/// </summary>
internal sealed class EarnedNames
{
    private readonly Dictionary<(long PromotionId, int Version), LocalizedText> promotions;
    private readonly Dictionary<long, LocalizedText> modules;

    private EarnedNames(Dictionary<(long PromotionId, int Version), LocalizedText> promotions, Dictionary<long, LocalizedText> modules) =>
        (this.promotions, this.modules) = (promotions, modules);

    public static async Task<EarnedNames> LoadAsync(LeapDb db, CancellationToken cancel) => new(
        await db.Set<PromotionVersion>().AsNoTracking()
            .Select(v => new { v.PromotionId, v.Version, v.Name })
            .ToDictionaryAsync(v => (v.PromotionId, v.Version), v => v.Name, cancel),
        await db.Modules.AsNoTracking().Select(m => new { m.Id, m.Title }).ToDictionaryAsync(m => m.Id, m => m.Title, cancel));

    /// <summary>Empty for what came after these were loaded, or has no name.</summary>
    public LocalizedText Of(long? promotionId, int version, long? moduleId) =>
        promotionId is { } promotion ? promotions.GetValueOrDefault((promotion, version), LocalizedText.Empty)
        : moduleId is { } module ? modules.GetValueOrDefault(module, LocalizedText.Empty)
        : LocalizedText.Empty;
}
