using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>What someone says about themselves, as typed.</summary>
/// <param name="LatinName">Empty when there is none.</param>
/// <param name="Language">One of the programme's languages.</param>
/// <param name="TimeZone">An IANA zone; empty: the country's.</param>
public sealed record NewProfile(string Name, string LatinName, string Language, string TimeZone);

/// <summary>Keeps a person's name, language and zone. Badges keep the name under which they were won (B5).</summary>
public sealed class ChangeProfile(LeapDb db)
{
    public enum Refusal
    {
        NameMissing,
        NameTooLong,
        NameHasMarks,
        LatinNameTooLong,
        LatinNameHasMarks,
        LatinNameNotLatin,
        UnknownZone,
    }

    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, NewProfile profile, CancellationToken cancel)
    {
        if ((NameFault(profile.Name) ?? LatinFault(profile.LatinName) ?? ZoneFault(profile.TimeZone)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.SingleAsync(p => p.Id == personId, cancel);
        person.Name = WrittenName.Normal(profile.Name);
        person.LatinName = WrittenName.Normal(profile.LatinName) is { Length: > 0 } latin ? latin : null;
        person.Language = profile.Language;
        person.TimeZone = profile.TimeZone.Length > 0 ? profile.TimeZone : null;
        await write.CommitAsync(cancel);
        return person;
    }

    /// <summary>What is wrong with a name that someone typed for themselves; null when nothing is.</summary>
    public static Refusal? NameFault(string typed)
    {
        if (WrittenName.HasMarks(typed.Trim()))
        {
            return Refusal.NameHasMarks;
        }

        var name = WrittenName.Normal(typed);
        return name.Length > WrittenName.LettersMax ? Refusal.NameTooLong
            : WrittenName.HasLetter(name) ? null
            : Refusal.NameMissing;
    }

    private static Refusal? LatinFault(string typed)
    {
        if (WrittenName.HasMarks(typed.Trim()))
        {
            return Refusal.LatinNameHasMarks;
        }

        var name = WrittenName.Normal(typed);
        return name.Length > WrittenName.LettersMax ? Refusal.LatinNameTooLong
            : name.Length == 0 || (WrittenName.IsLatin(name) && WrittenName.HasLetter(name)) ? null
            : Refusal.LatinNameNotLatin;
    }

    private static Refusal? ZoneFault(string zone) => zone.Length == 0 || PersonZone.Has(zone) ? null : Refusal.UnknownZone;
}
