using Leap.Data;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>What others see of a person.</summary>
/// <param name="Alias">As typed; kept for later, too, while boards show the name.</param>
public sealed record NewVisibility(BoardName BoardName, string Alias, bool AreBadgesPublic);

/// <summary>Keeps how boards show a person (R4), and whether pages of badges are open to others (B5).</summary>
public sealed class ChangeVisibility(LeapDb db, LeapSettings settings)
{
    public enum Refusal
    {
        AliasMissing,
        AliasHasMarks,
        AliasTooShort,
        AliasTooLong,
        AliasImpersonates,
        AliasTaken,
    }

    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, NewVisibility visibility, CancellationToken cancel)
    {
        if (FormFault(visibility) is { } refusal)
        {
            return refusal;
        }

        var alias = WrittenName.Normal(visibility.Alias);
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.SingleAsync(p => p.Id == personId, cancel);
        if (alias.Length > 0 && !string.Equals(alias, person.Alias, StringComparison.Ordinal))
        {
            var firms = await db.Firms.Select(f => f.Name).ToListAsync(cancel);
            if (BoardAlias.Impersonates(alias, firms, settings.Programme.Name, settings.Programme.Vendor))
            {
                return Refusal.AliasImpersonates;
            }
        }

        var key = BoardAlias.KeyOf(alias);
        if (alias.Length > 0 && await db.People.AnyAsync(p => p.AliasKey == key && p.Id != personId, cancel))
        {
            return Refusal.AliasTaken;
        }

        person.BoardName = visibility.BoardName;
        person.Alias = alias.Length > 0 ? alias : null;
        person.AreBadgesPublic = visibility.AreBadgesPublic;
        await write.CommitAsync(cancel);
        return person;
    }

    private static Refusal? FormFault(NewVisibility visibility)
    {
        if (WrittenName.HasMarks(visibility.Alias.Trim()))
        {
            return Refusal.AliasHasMarks;
        }

        var alias = WrittenName.Normal(visibility.Alias);
        return alias.Length switch
        {
            0 => visibility.BoardName == BoardName.Alias ? Refusal.AliasMissing : null,
            < BoardAlias.LettersMin => Refusal.AliasTooShort,
            > BoardAlias.LettersMax => Refusal.AliasTooLong,
            _ => WrittenName.HasLetter(alias) ? null : Refusal.AliasMissing,
        };
    }
}
