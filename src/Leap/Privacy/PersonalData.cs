using System.Linq.Expressions;
using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>Every table that knows people, in the order of the download, which is that of an erasure too.</summary>
public static class PersonalData
{
    public static IReadOnlyList<PersonalTable> Tables { get; } =
    [
        .. MailData.Tables, .. SignInData.Tables, .. JoiningData.Tables, .. PrivacyData.Tables, .. LearningData.Tables,
        .. SalesData.Tables, .. PointsData.Tables, .. StaffData.Tables, .. MemberData.Tables,
    ];

    /// <summary>Properties that sound like a person's and are none's, by entity; `Entity.Property`.</summary>
    public static IReadOnlySet<string> NobodysProperties { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Firm.Name", "Distributor.Name", "Product.Name", "Badge.Name", "Reward.Name", "PromotionVersion.Name", "SellOut.ResellerName",
        "StoredKey.Name", "JobRun.Job",
    };

    /// <summary>How many rows each table holds of a person, in one query, in the order of <see cref="Tables"/>.</summary>
    public static async Task<IReadOnlyList<int>> CountAsync(LeapDb db, long personId, CancellationToken cancel)
    {
        var person = Expression.Parameter(typeof(Person), "person");
        var counts = Expression.NewArrayInit(typeof(int), Tables.Select(t => t.Count(db, personId)));
        return await db.People.AsNoTracking()
            .Where(p => p.Id == personId)
            .Select(Expression.Lambda<Func<Person, int[]>>(counts, person))
            .SingleAsync(cancel);
    }
}
