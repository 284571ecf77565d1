using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Leap.Web.Tests.Hosting;

/// <summary>Keeps what the program logs, with the trace that each line belongs to.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger, ISupportExternalScope
{
    private IExternalScopeProvider? scopes;

    public sealed record Line(LogLevel Level, string Text, string Trace);

    public ConcurrentQueue<Line> Lines { get; } = [];

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var trace = "";
        scopes?.ForEachScope(
            (scope, _) => trace = (scope as IEnumerable<KeyValuePair<string, object?>>)?
                .Where(pair => pair.Key == "TraceId").Select(pair => pair.Value?.ToString()).FirstOrDefault() ?? trace,
            "");
        Lines.Enqueue(new Line(logLevel, formatter(state, exception) + exception?.Message, trace));
    }

    public void Dispose()
    {
    }
}
