using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Mail;

/// <summary>Reads the secrets of <see cref="MailSeal"/> once: all nodes share them, and they stay.</summary>
public sealed class MailSeals(IServiceScopeFactory scopes)
{
    private MailSeal? known;

    public async ValueTask<MailSeal> ReadAsync(CancellationToken cancel)
    {
        if (known is null)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LeapDb>();
            var secrets = await db.MailSecrets.AsNoTracking().OrderByDescending(s => s.Id).Select(s => s.Secret).ToListAsync(cancel);
            known = new MailSeal(secrets.ConvertAll(Convert.FromHexString));
        }

        return known;
    }
}
