using Leap.Access;
using Leap.Awards;
using Leap.Badges;
using Leap.Courses;
using Leap.Jobs;
using Leap.Joining;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Privacy;
using Leap.Promotions;
using Leap.Statements;
using Leap.Tiers;

namespace Leap;

/// <summary>Everything that runs by itself: name, when (in the programme's zone), operation, purpose.</summary>
public static class Schedule
{
    public static IReadOnlyList<Job> Jobs { get; } =
    [
        Job.Every<RelayOutbox>(
            "relay-outbox",
            TimeSpan.FromSeconds(5),
            async (relay, _, cancel) => (await relay.RunAsync(cancel)).Sent,
            "Sends the mails that the outbox owes."),
        Job.Every<ReadBounces>(
            "read-bounces",
            TimeSpan.FromMinutes(5),
            (bounces, _, cancel) => bounces.RunAsync(cancel),
            "Reads mails that came back, and complaints, from the folder of the settings."),
        Job.Every<AwardBadges>(
            "award-badges",
            TimeSpan.FromMinutes(1),
            (badges, asOf, cancel) => badges.RunAsync(asOf, cancel),
            "Awards badges to those who have met their rules."),
        Job.Every<SealEntries>(
            "seal-entries",
            TimeSpan.FromMinutes(1),
            (entries, _, cancel) => entries.RunAsync(cancel),
            "Links new entries of the ledger to its chain."),
        Job.Daily<ReleaseAwards>(
            "release-points",
            new TimeOnly(0, 10),
            (awards, asOf, cancel) => awards.RunAsync(asOf, cancel),
            "Makes waiting points available on their day."),
        Job.Daily<ExpireLots>(
            "expire-lots",
            new TimeOnly(0, 20),
            (lots, asOf, cancel) => lots.RunAsync(asOf, cancel),
            "Posts what remains of points whose last day has ended."),
        Job.Daily<FreezeBoards>(
            "freeze-boards",
            new TimeOnly(0, 40),
            (boards, asOf, cancel) => boards.RunAsync(asOf, cancel),
            "Closes the boards of periods whose claim window has ended."),
        Job.Daily<SetTiers>(
            "set-tiers",
            new TimeOnly(2, 0),
            (tiers, asOf, cancel) => tiers.RunAsync(asOf, cancel),
            "Gives firms the tiers that they have earned, and reviews old ones once a season."),
        Job.Daily<ForgetSignIns>(
            "forget-sign-ins",
            new TimeOnly(3, 0),
            (signIns, _, cancel) => signIns.RunAsync(cancel),
            "Removes sessions, links and sign-in tries that have run out."),
        Job.Daily<ForgetJoinLinks>(
            "forget-join-links",
            new TimeOnly(3, 10),
            (links, _, cancel) => links.RunAsync(cancel),
            "Removes links to join that have run out."),
        Job.Monthly<IssueStatements>(
            "issue-statements",
            (Day: 1, At: new TimeOnly(6, 0)),
            (statements, asOf, cancel) => statements.RunAsync(asOf, cancel),
            "Writes and mails the statements of the month before."),
        Job.Daily<AnnounceExpiries>(
            "announce-expiries",
            new TimeOnly(7, 30),
            (expiries, asOf, cancel) => expiries.RunAsync(asOf, cancel),
            "Tells people in time of points that are about to expire."),
        Job.Daily<RemindCertifications>(
            "remind-certifications",
            new TimeOnly(7, 40),
            (certifications, asOf, cancel) => certifications.RunAsync(asOf, cancel),
            "Reminds people of certifications that lapse soon or have lapsed."),
        Job.Daily<AnnounceModules>(
            "announce-modules",
            new TimeOnly(8, 0),
            (modules, asOf, cancel) => modules.RunAsync(asOf, cancel),
            "Tells members what is new to learn."),
        Job.Daily<AnnouncePromotions>(
            "announce-promotions",
            new TimeOnly(8, 10),
            (promotions, asOf, cancel) => promotions.RunAsync(asOf, cancel),
            "Tells those who can earn from it that a promotion has begun."),
        Job.Every<WriteDownloads>(
            "write-downloads",
            TimeSpan.FromMinutes(1),
            (downloads, _, cancel) => downloads.RunAsync(cancel),
            "Writes the downloads of personal data that were too large to wait for."),
        Job.Every<CarryOutErasures>(
            "carry-out-erasures",
            TimeSpan.FromMinutes(5),
            (erasures, _, cancel) => erasures.RunAsync(cancel),
            "Erases people whose time has come."),
        Job.Daily<MailQuarters>(
            "mail-quarters",
            new TimeOnly(7, 0),
            (quarters, asOf, cancel) => quarters.RunAsync(asOf, cancel),
            "Mails the statements of the quarter before to those who want them in that rhythm."),
    ];
}
