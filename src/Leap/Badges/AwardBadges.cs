using System.Buffers.Text;
using System.Security.Cryptography;
using Leap.Badges.Criteria;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Badges;

/// <summary>
/// Awards badges to whoever meets their rules and does not hold them for the season yet; replaying awards nothing twice (B1).
/// </summary>
public sealed class AwardBadges(LeapDb db, Outbox outbox, Calendar calendar)
{
    /// <param name="asOf">A day of the season that is looked at.</param>
    /// <returns>How many badges were awarded.</returns>
    public Task<int> RunAsync(DateOnly asOf, CancellationToken cancel) => RunAsync(asOf, tellsHolders: true, cancel);

    /// <param name="tellsHolders">Whether a mail is owed for each; played history tells nobody.</param>
    public async Task<int> RunAsync(DateOnly asOf, bool tellsHolders, CancellationToken cancel) =>
        (await AwardAsync(calendar.Season(asOf), personId: null, tellsHolders, cancel)).Count;

    /// <summary>Awards what one person has just won, so that they see it at once.</summary>
    /// <returns>The badges won now.</returns>
    public Task<IReadOnlyList<Assertion>> RunForAsync(long personId, CancellationToken cancel) =>
        AwardAsync(calendar.Season(calendar.Today), personId, tellsHolders: true, cancel);

    private async Task<IReadOnlyList<Assertion>> AwardAsync(Period season, long? personId, bool tellsHolders, CancellationToken cancel)
    {
        var awarded = new List<Assertion>();
        foreach (var badge in await db.Badges.AsNoTracking().OrderBy(b => b.Id).ToListAsync(cancel))
        {
            var winners = await Criterion.All[badge.Criterion].FindAsync(db, BadgeTerms.Parse(badge.Parameters)!, season, personId, cancel);
            awarded.AddRange(await AwardAsync(badge, season, winners, tellsHolders, cancel));
        }

        return awarded;
    }

    private async Task<IReadOnlyList<Assertion>> AwardAsync(
        Badge badge, Period season, IReadOnlyList<Winner> winners, bool tellsHolders, CancellationToken cancel)
    {
        if (winners.Count == 0 || !await AnyNewAsync(badge, season, winners, cancel))
        {
            return [];
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var holders = (await HoldersAsync(badge, season, cancel)).ToHashSet();
        var fresh = winners.Where(w => !holders.Contains(w.PersonId)).OrderBy(w => w.WonOn).ThenBy(w => w.PersonId).ToList();
        var ids = fresh.ConvertAll(w => w.PersonId);
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var awarded = fresh.ConvertAll(winner => new Assertion
        {
            BadgeId = badge.Id,
            PersonId = winner.PersonId,
            Period = season.Key,
            PublicId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            AwardedOn = winner.WonOn,
            RecipientName = people[winner.PersonId].Name,
        });
        await db.InsertAsync(awarded, cancel);
        if (tellsHolders)
        {
            awarded.ForEach(
                a => outbox.Owe(ToMail(badge, a), people[a.PersonId].ToRecipient(), $"badge/{badge.Id}/{a.PersonId}/{season.Key}"));
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return awarded;
    }

    private async Task<bool> AnyNewAsync(Badge badge, Period season, IReadOnlyList<Winner> winners, CancellationToken cancel)
    {
        var holders = (await HoldersAsync(badge, season, cancel)).ToHashSet();
        return winners.Any(w => !holders.Contains(w.PersonId));
    }

    private Task<List<long>> HoldersAsync(Badge badge, Period season, CancellationToken cancel) =>
        db.Assertions.Where(a => a.BadgeId == badge.Id && a.Period == season.Key).Select(a => a.PersonId).ToListAsync(cancel);

    private static BadgeAwardedMail ToMail(Badge badge, Assertion assertion) => new()
    {
        Name = assertion.RecipientName,
        BadgeName = badge.Name,
        BadgeText = badge.Text,
        Icon = badge.Icon,
        Colour = badge.Colour,
        PublicId = assertion.PublicId,
        AwardedOn = assertion.AwardedOn,
    };
}
