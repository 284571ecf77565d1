using System.Diagnostics.CodeAnalysis;

namespace Leap.Tests.Mail;

/// <summary>What <see cref="SmtpSink"/> does at a stage.</summary>
/// <param name="Text">Sent as a line; an empty one is not sent.</param>
internal sealed record SmtpReply(string Text)
{
    /// <summary>Never answers.</summary>
    public static SmtpReply Silence { get; } = new("") { Until = new TaskCompletionSource().Task };

    /// <summary>Closes the connection without a word.</summary>
    public static SmtpReply Drop { get; } = new("") { Drops = true };

    /// <summary>What it waits for before it answers.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>Whether the connection is closed, after the text if there is one, which then lacks the end of its line.</summary>
    public bool Drops { get; init; }

    public static SmtpReply Half(string text) => new(text) { Drops = true };

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator SmtpReply?(string? text) => text is null ? null : new(text);

    /// <summary>Answers once the test says so.</summary>
    public static SmtpReply After(TaskCompletionSource open, string text) => new(text) { Until = open.Task };
}
