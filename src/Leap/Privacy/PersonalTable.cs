using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// The declaration of a table that knows people: which of its properties say something about one, what a person's download holds of it,
/// and what an erasure does. A test walks the model and fails for what is declared nowhere.
/// </summary>
public sealed class PersonalTable
{
    private readonly Func<LeapDb, long, IQueryable> rows;
    private readonly IReadOnlyList<PropertyInfo> properties;

    private PersonalTable(string name, Type entity, Fate fate, Func<LeapDb, long, IQueryable> rows, Type row)
    {
        (Name, Entity, Fate, this.rows) = (name, entity, fate, rows);
        properties = row.GetProperties();
        Columns = [.. properties.Select(p => SnakeCase(p.Name))];
    }

    /// <summary>The file's name in the download and the last part of the text keys.</summary>
    public string Name { get; }

    public Type Entity { get; }

    public Fate Fate { get; }

    /// <summary>Properties that name a person, or may hold words about one.</summary>
    public required IReadOnlyList<string> Knows { get; init; }

    /// <summary>Null where nothing has to be done: the rows lead to a pseudonym.</summary>
    public Func<LeapDb, Leaver, CancellationToken, Task>? Erase { get; private set; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The download's rows of a person, whose properties become the columns; never anything about somebody else.</summary>
    public static PersonalTable Of<TRow>(
        Type entity, string name, Fate fate, Func<LeapDb, long, IQueryable<TRow>> rows, IReadOnlyList<string> knows)
        where TRow : class => new(name, entity, fate, rows, typeof(TRow)) { Knows = knows };

    /// <summary>The same with what an erasure has to do.</summary>
    public PersonalTable Erases(Func<LeapDb, Leaver, CancellationToken, Task> erase)
    {
        Erase = erase;
        return this;
    }

    /// <summary>Read one after the other; at no time are all of them in memory.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync(LeapDb db, long personId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = (IQueryable<object>)rows(db, personId);
        await foreach (var row in found.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return [.. properties.Select(p => p.GetValue(row))];
        }
    }

    /// <summary>As a part of a larger query.</summary>
    internal Expression Count(LeapDb db, long personId)
    {
        var found = rows(db, personId);
        return Expression.Call(typeof(Queryable), nameof(Queryable.Count), [found.ElementType], found.Expression);
    }

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
