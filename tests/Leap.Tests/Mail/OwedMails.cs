using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Mail;

/// <summary>Looks at mails that a stage's operations owe.</summary>
internal static class OwedMails
{
    extension(Stage stage)
    {
        /// <summary>The mails of a kind as the relay reads them, in the order in which they were owed.</summary>
        public async Task<IReadOnlyList<TMail>> OwedAsync<TMail>()
            where TMail : IMail
        {
            await using var db = stage.OpenDb();
            var kind = TMail.Kind;
            var bodies = await db.Messages.Where(m => m.Kind == kind).OrderBy(m => m.Id).Select(m => m.Body).ToListAsync();
            return [.. bodies.Select(b => (TMail)Samples.Kinds.Read(kind, b))];
        }

        /// <summary>The ids of those who are owed a mail of the kind.</summary>
        public async Task<IReadOnlyList<long>> ToldAsync(string kind)
        {
            await using var db = stage.OpenDb();
            return await db.Messages.Where(m => m.Kind == kind).Select(m => m.PersonId).Order().ToListAsync();
        }

        public async Task DeclineAsync(string name, string kind)
        {
            await using var db = stage.OpenDb();
            await db.People.Where(p => p.Name == name).ExecuteUpdateAsync(set => set.SetProperty(p => p.DeclinedMail, kind));
        }

        public async Task SuspendAsync(string name)
        {
            await using var db = stage.OpenDb();
            var at = new DateTime(2026, 11, 12, 0, 0, 0, DateTimeKind.Utc);
            await db.People.Where(p => p.Name == name).ExecuteUpdateAsync(set => set.SetProperty(p => p.SuspendedAt, at));
        }
    }
}
