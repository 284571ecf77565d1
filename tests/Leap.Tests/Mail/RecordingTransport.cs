using System.Collections.Concurrent;
using System.Net.Mail;
using Leap.Mail;

namespace Leap.Tests.Mail;

/// <summary>Keeps what it is handed, and answers as the test says.</summary>
internal sealed class RecordingTransport : IMailTransport
{
    private readonly ConcurrentQueue<(string HeaderId, string Subject)> sent = new();

    public Func<MailMessage, Delivery> Answer { get; set; } = _ => new Delivery(TryResult.Sent, "");

    /// <summary>What a mail waits for, once it was handed over, before it is answered.</summary>
    public Func<MailMessage, Task> Delay { get; set; } = _ => Task.CompletedTask;

    /// <summary>In the order of arrival, whatever the answer was.</summary>
    public IReadOnlyList<(string HeaderId, string Subject)> Handed => [.. sent];

    public async Task<Delivery> SendAsync(MailMessage mail, CancellationToken cancel)
    {
        sent.Enqueue((mail.Headers["Message-ID"]!, mail.Subject));
        await Delay(mail);
        return Answer(mail);
    }

    public Task<string?> CheckAsync(CancellationToken cancel) => Task.FromResult<string?>(null);
}
