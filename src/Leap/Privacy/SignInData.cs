using Leap.Access;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>What lets a person in. Secrets and their hashes are in no download: whoever found it could use them.</summary>
internal static class SignInData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(Passkey),
            "passkeys",
            Fate.Deleted,
            (db, id) => db.Passkeys.Where(p => p.UserId == id).Select(p => new { p.Data.Name, p.Data.CreatedAt, p.LastUsedAt }),
            [nameof(Passkey.UserId)])
            .Erases((db, leaver, cancel) => db.Passkeys.Where(p => p.UserId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(Session),
            "sessions",
            Fate.Deleted,
            (db, id) => db.Set<Session>().Where(r => r.PersonId == id)
                .OrderBy(r => r.Id)
                .Select(r => new { r.Method, r.Browser, r.System, r.CreatedAt, r.SeenAt, r.EndsAt }),
            [nameof(Session.PersonId)])
            .Erases((db, leaver, cancel) => db.Set<Session>().Where(r => r.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(MailedLink),
            "mailed-links",
            Fate.Deleted,
            (db, id) => db.Set<MailedLink>().Where(r => r.PersonId == id)
                .OrderBy(r => r.Id)
                .Select(r => new { r.Purpose, r.Address, r.CreatedAt, r.ExpiresAt }),
            [nameof(MailedLink.PersonId), nameof(MailedLink.Address)])
            .Erases((db, leaver, cancel) => db.Set<MailedLink>().Where(r => r.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(RecoveryCode),
            "recovery-codes",
            Fate.Deleted,
            (db, id) => db.Set<RecoveryCode>().Where(r => r.PersonId == id).OrderBy(r => r.Id).Select(r => new { Number = r.Id }),
            [nameof(RecoveryCode.PersonId)])
            .Erases((db, leaver, cancel) => db.Set<RecoveryCode>().Where(r => r.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(SecondFactor),
            "second-factor",
            Fate.Deleted,
            (db, id) => db.Set<SecondFactor>().Where(r => r.PersonId == id).OrderBy(r => r.PersonId).Select(r => new { r.CreatedAt }),
            [nameof(SecondFactor.PersonId)])
            .Erases((db, leaver, cancel) => db.Set<SecondFactor>().Where(r => r.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(IdentityUserToken<long>),
            "sign-in-tokens",
            Fate.Deleted,
            (db, id) => db.Set<IdentityUserToken<long>>().Where(t => t.UserId == id)
                .OrderBy(t => t.LoginProvider).ThenBy(t => t.Name)
                .Select(t => new { Provider = t.LoginProvider, t.Name }),
            [nameof(IdentityUserToken<>.UserId), nameof(IdentityUserToken<>.Name)])
            .Erases((db, leaver, cancel) => db.Set<IdentityUserToken<long>>().Where(t => t.UserId == leaver.PersonId)
                .ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(IdentityUserClaim<long>),
            "sign-in-claims",
            Fate.Deleted,
            (db, id) => db.Set<IdentityUserClaim<long>>().Where(c => c.UserId == id)
                .OrderBy(c => c.Id)
                .Select(c => new { Type = c.ClaimType, Value = c.ClaimValue }),
            [nameof(IdentityUserClaim<>.UserId)])
            .Erases((db, leaver, cancel) => db.Set<IdentityUserClaim<long>>().Where(c => c.UserId == leaver.PersonId)
                .ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(IdentityUserLogin<long>),
            "sign-in-directories",
            Fate.Deleted,
            (db, id) => db.Set<IdentityUserLogin<long>>().Where(l => l.UserId == id)
                .OrderBy(l => l.LoginProvider)
                .Select(l => new { Directory = l.ProviderDisplayName, Account = l.ProviderKey }),
            [nameof(IdentityUserLogin<>.UserId), nameof(IdentityUserLogin<>.ProviderDisplayName)])
            .Erases((db, leaver, cancel) => db.Set<IdentityUserLogin<long>>().Where(l => l.UserId == leaver.PersonId)
                .ExecuteDeleteAsync(cancel)),
    ];
}
