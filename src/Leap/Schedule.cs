using Leap.Awards;
using Leap.Jobs;
using Leap.Ledger;
using Leap.Mail;

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
    ];
}
