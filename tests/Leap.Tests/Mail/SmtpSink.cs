using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Leap.Tests.Mail;

/// <summary>A small SMTP server on the loopback address that keeps what it gets and answers RCPT as the test says.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<string> mails = [];
    private readonly List<Task> talks = [];
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    /// <summary>What EHLO offers.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["8BITMIME"];

    public string RecipientAnswer { get; set; } = "250 OK";

    /// <summary>The mails as sent, dots still stuffed.</summary>
    public IReadOnlyList<string> Mails
    {
        get
        {
            lock (gate)
            {
                return [.. mails];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(talks);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                talks.Add(TalkAsync(client));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                await using var writer = new StreamWriter(stream, Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
                await writer.WriteLineAsync("220 sink");
                while (await reader.ReadLineAsync(stop.Token) is { } line)
                {
                    await AnswerAsync(line, reader, writer);
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        var answer = line.Split(' ', ':')[0].ToUpperInvariant() switch
        {
            "EHLO" => string.Join("\r\n", Offers.Select(o => $"250-{o}")) + "\r\n250 SIZE",
            "RCPT" => RecipientAnswer,
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 OK",
        };
        await writer.WriteLineAsync(answer);
        if (answer.StartsWith("354", StringComparison.Ordinal))
        {
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(stop.Token) is { } data && data != ".")
            {
                mail.Append(data).Append("\r\n");
            }

            lock (gate)
            {
                mails.Add(mail.ToString());
            }

            await writer.WriteLineAsync("250 kept");
        }
    }
}
