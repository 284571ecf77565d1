using System.Security.Cryptography;
using Leap.Data;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Ten new recovery codes: `AB34-5678-CDEF`. Two signs find a code, the other ten (50 bits) are hashed as slowly as a password.
/// </summary>
public sealed class NewRecoveryCodes(LeapDb db, IPasswordHasher<Person> hasher)
{
    public const int Count = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int SecretSigns = 10;

    /// <summary>Codes and their rows; the caller stores the rows by <see cref="ReplaceAsync"/> and shows the codes once.</summary>
    internal (List<string> Codes, List<RecoveryCode> Rows) Make(Person person)
    {
        var (codes, rows) = (new List<string>(), new List<RecoveryCode>());
        while (rows.Count < Count)
        {
            var selector = RandomNumberGenerator.GetString(Alphabet, RecoveryCode.SelectorLetters);
            if (rows.Any(r => r.Selector == selector))
            {
                continue;
            }

            var secret = RandomNumberGenerator.GetString(Alphabet, SecretSigns);
            codes.Add($"{selector}{secret[..2]}-{secret[2..6]}-{secret[6..]}");
            rows.Add(new RecoveryCode { PersonId = person.Id, Selector = selector, Hash = hasher.HashPassword(person, secret) });
        }

        return (codes, rows);
    }

    /// <summary>Inside the caller's transaction.</summary>
    internal async Task ReplaceAsync(long personId, List<RecoveryCode> rows, CancellationToken cancel)
    {
        await db.RecoveryCodes.Where(c => c.PersonId == personId).ExecuteDeleteAsync(cancel);
        db.RecoveryCodes.AddRange(rows);
    }

    /// <summary>The code that was typed, in small letters or without dashes too; null when it is none of the person's. It stays.</summary>
    internal async Task<RecoveryCode?> FindAsync(Person person, string typed, CancellationToken cancel)
    {
        var signs = string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (signs.Length != RecoveryCode.SelectorLetters + SecretSigns)
        {
            return null;
        }

        var (selector, secret) = (signs[..RecoveryCode.SelectorLetters], signs[RecoveryCode.SelectorLetters..]);
        var code = await db.RecoveryCodes.AsNoTracking()
            .FirstOrDefaultAsync(c => c.PersonId == person.Id && c.Selector == selector, cancel);
        return code is not null && hasher.VerifyHashedPassword(person, code.Hash, secret) != PasswordVerificationResult.Failed
            ? code
            : null;
    }
}
