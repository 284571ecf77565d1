using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leap.Web.Tests;

/// <summary>Counts the queries that reach one site's database while it listens.</summary>
internal sealed class Queries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private readonly string database;
    private int count;

    public Queries(string database)
    {
        this.database = database;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Count => count;

    /// <summary>For up to a second, EF remembers that nobody listened.</summary>
    public static Task WaitUntilHeardAsync() => Task.Delay(TimeSpan.FromSeconds(1.2));

    public void OnNext(DiagnosticListener value)
    {
        if (string.Equals(value.Name, DbLoggerCategory.Name, StringComparison.Ordinal))
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { Connection: { } connection }
            && string.Equals(connection.ConnectionString, database, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref count);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
