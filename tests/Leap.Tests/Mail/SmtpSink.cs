using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Leap.Tests.Mail;

/// <summary>
/// A small SMTP server on the loopback address that keeps what it gets. At each stage (CONNECT, a command's verb, USER, PASSWORD, END of
/// the data) it does what the test's script says, and what a friendly server does where the script says nothing.
/// </summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> mails = new();
    private readonly ConcurrentQueue<string> heard = new();
    private readonly ConcurrentDictionary<string, int> stages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Stage, int Times), TaskCompletionSource> reached = new();
    private readonly List<Task> talks = [];
    private readonly Task accepting;
    private int connections;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    /// <summary>What EHLO offers.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["8BITMIME"];

    /// <summary>A stage, and how often it was reached, from 1; null is the friendly answer.</summary>
    public Func<string, int, SmtpReply?> Script { get; set; } = (_, _) => null;

    /// <summary>Shown after STARTTLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The mails that were taken, to the byte as they came: dots still stuffed.</summary>
    public IReadOnlyList<string> Mails => [.. mails];

    /// <summary>Every line that was no part of a mail.</summary>
    public IReadOnlyList<string> Heard => [.. heard];

    /// <summary>Done once the stage was reached so often, before it is answered.</summary>
    public Task Reached(string stage, int times = 1) => Signal(stage, times).Task.WaitAsync(TimeSpan.FromSeconds(30));

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
                Interlocked.Increment(ref connections);
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
                await using var plain = client.GetStream();
                if (!(await AnswerAsync(plain, "CONNECT", "220 sink")).Drops && await CommandsAsync(plain))
                {
                    await using var secure = new SslStream(plain);
                    await secure.AuthenticateAsServerAsync(Certificate!);
                    await CommandsAsync(secure);
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or AuthenticationException)
            {
                return;
            }
        }
    }

    /// <summary>True when TLS is to begin.</summary>
    private async Task<bool> CommandsAsync(Stream stream)
    {
        while (await LineAsync(stream) is { } line)
        {
            heard.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var goesOn = verb switch
            {
                "AUTH" => await SignInAsync(stream, line.Split(' ')),
                "DATA" => await DataAsync(stream),
                _ => !(await AnswerAsync(stream, verb, Friendly(verb))).Drops,
            };
            if (!goesOn || verb is "STARTTLS" or "QUIT")
            {
                return goesOn && verb == "STARTTLS" && Certificate is not null;
            }
        }

        return false;
    }

    private string Friendly(string verb) => verb switch
    {
        "EHLO" => string.Join("\r\n", Offers.Select(o => $"250-{o}").Prepend("250-sink.example").Append("250 SIZE")),
        "STARTTLS" => "220 begin",
        "QUIT" => "221 bye",
        _ => "250 OK",
    };

    private async Task<bool> SignInAsync(Stream stream, string[] words)
    {
        (string Stage, string Asks)[] steps = words.Length > 2
            ? [("AUTH", "334 UGFzc3dvcmQ6")]
            : [("AUTH", "334 VXNlcm5hbWU6"), ("USER", "334 UGFzc3dvcmQ6")];
        foreach (var (stage, asks) in steps)
        {
            var reply = await AnswerAsync(stream, stage, asks);
            if (reply.Drops || reply.Text[0] != '3')
            {
                return !reply.Drops;
            }

            heard.Enqueue(await LineAsync(stream) ?? "");
        }

        return !(await AnswerAsync(stream, "PASSWORD", "235 welcome")).Drops;
    }

    private async Task<bool> DataAsync(Stream stream)
    {
        var reply = await AnswerAsync(stream, "DATA", "354 go on");
        if (reply.Drops || reply.Text[0] != '3')
        {
            return !reply.Drops;
        }

        var mail = new StringBuilder();
        while (await LineAsync(stream) is { } line && line != ".")
        {
            mail.Append(line).Append("\r\n");
        }

        return !(await AnswerAsync(stream, "END", "250 kept", mail.ToString())).Drops;
    }

    private async Task<SmtpReply> AnswerAsync(Stream stream, string stage, string friendly, string? mail = null)
    {
        var nth = stages.AddOrUpdate(stage, 1, (_, count) => count + 1);
        var reply = Script(stage, nth) ?? friendly;
        if (mail is not null && (reply.Text.Length == 0 || reply.Text[0] == '2'))
        {
            mails.Enqueue(mail);
        }

        Signal(stage, nth).TrySetResult();
        await reply.Until.WaitAsync(stop.Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply.Text + (reply.Text.Length == 0 || reply.Drops ? "" : "\r\n")), stop.Token);
        return reply;
    }

    /// <summary>Ends at CR LF alone, so that a bare CR or LF stays visible. Null at the end.</summary>
    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await stream.ReadAsync(next, stop.Token) == 1)
        {
            line.Add(next[0]);
            if (line is [.., (byte)'\r', (byte)'\n'])
            {
                return Encoding.Latin1.GetString([.. line[..^2]]);
            }
        }

        return null;
    }

    private TaskCompletionSource Signal(string stage, int times) =>
        reached.GetOrAdd((stage, times), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
