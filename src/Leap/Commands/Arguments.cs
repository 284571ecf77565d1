using System.Globalization;

namespace Leap.Commands;

/// <summary>What follows the verb: values in order, and options that begin with two hyphens.</summary>
public sealed class Arguments
{
    private readonly Queue<string> values;
    private readonly Dictionary<string, string?> options;

    private Arguments(Queue<string> values, Dictionary<string, string?> options)
    {
        this.values = values;
        this.options = options;
    }

    /// <summary>Takes `--name value` and `--name=value` for options that have a value.</summary>
    /// <exception cref="UsageException">An option stands twice, or its value is missing.</exception>
    public static Arguments Parse(IReadOnlyList<string> words, params IReadOnlyCollection<string> optionsWithValue)
    {
        var found = new Arguments(new Queue<string>(), new Dictionary<string, string?>(StringComparer.Ordinal));
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                found.values.Enqueue(words[i]);
                continue;
            }

            var (name, value) = words[i].Split('=', 2) is [var before, var after] ? (before, after) : (words[i], null);
            if (value is null && optionsWithValue.Contains(name, StringComparer.Ordinal))
            {
                value = ++i < words.Count ? words[i] : throw new UsageException($"{name} needs a value.");
            }

            if (!found.options.TryAdd(name, value))
            {
                throw new UsageException($"{name} stands twice.");
            }
        }

        return found;
    }

    /// <summary>The next value, called <paramref name="name"/> when it is missing.</summary>
    public string Value(string name) => values.TryDequeue(out var value) ? value : throw new UsageException($"{name} is missing.");

    /// <summary>Whether the option was given; it may not have a value.</summary>
    public bool Flag(string name)
    {
        if (!options.Remove(name, out var value))
        {
            return false;
        }

        return value is null ? true : throw new UsageException($"{name} takes no value.");
    }

    /// <summary>Null when the option was not given.</summary>
    public string? Option(string name) => options.Remove(name, out var value) ? value : null;

    /// <summary>The option's day, written yyyy-MM-dd; null when it was not given.</summary>
    public DateOnly? Day(string name)
    {
        if (Option(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"“{text}” is not a day. Write year, month and day: 2026-03-31.");
    }

    /// <summary>Called when all that is known was taken.</summary>
    public void NothingElse()
    {
        if (values.TryPeek(out var value))
        {
            throw new UsageException($"Nobody knows what to do with “{value}”.");
        }

        if (options.Keys.FirstOrDefault() is { } option)
        {
            throw new UsageException($"There is no option {option} here.");
        }
    }
}
