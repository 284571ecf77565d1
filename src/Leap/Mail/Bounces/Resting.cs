using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail.Bounces;

/// <summary>Lets addresses rest and ends it, inside the caller's transaction.</summary>
public static class Resting
{
    extension(LeapDb db)
    {
        /// <summary>
        /// An address that rests already goes on; a complaint outweighs why it did. Two at once do no harm: the relay notes what it sent in
        /// the same transaction, which must not fail for this.
        /// </summary>
        public async Task RestAsync(Message message, RestCause cause, string status, DateTime now, CancellationToken cancel)
        {
            var (key, why) = (RestingAddress.KeyOf(message.ToAddress), cause.ToString());
            var added = await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO resting_addresses (address, person_id, cause, message_id, status, since_at)
                VALUES ({key}, {message.PersonId}, {why}, {message.Id}, {status}, {now})
                ON CONFLICT DO NOTHING
                """,
                cancel);
            if (added == 0 && cause == RestCause.Complaint)
            {
                await db.RestingAddresses.Where(r => r.Address == key && r.LiftedAt == null).ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.Cause, cause).SetProperty(r => r.MessageId, message.Id), cancel);
            }
        }

        /// <summary>A link that was mailed to the address came back from it: it works. A complaint stays, since that is a wish.</summary>
        public Task LiftBouncesAsync(string address, long personId, DateTime now, CancellationToken cancel)
        {
            var key = RestingAddress.KeyOf(address);
            return db.RestingAddresses.Where(r => r.Address == key && r.LiftedAt == null && r.Cause != RestCause.Complaint)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.LiftedAt, now)
                        .SetProperty(r => r.LiftedById, personId)
                        .SetProperty(r => r.LiftedFor, LiftReason.AddressConfirmed),
                    cancel);
        }
    }
}
