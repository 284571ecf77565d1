using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Leap.Benchmarks.Mail;

/// <summary>
/// An SMTP server that takes every mail and keeps none, as fast as it can. It is a process of its own, so that its work is in nobody's CPU
/// time: it says its port on a line, and ends when its input does.
/// </summary>
internal static class SinkServer
{
    private const int BufferBytes = 65_536;

    private static ReadOnlySpan<byte> End => "\r\n.\r\n"u8;

    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        using var stop = new CancellationTokenSource();
        var accepting = AcceptAsync(listener, stop.Token);
        while (await Console.In.ReadLineAsync(stop.Token) is not null)
        {
        }

        await stop.CancelAsync();
        await accepting;
    }

    private static async Task AcceptAsync(TcpListener listener, CancellationToken cancel)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(cancel);
                client.NoDelay = true;
                talks.Add(TalkAsync(client, cancel));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private static async Task TalkAsync(TcpClient client, CancellationToken cancel)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await SayAsync(stream, "220 sink", cancel);
                await ListenAsync(stream, cancel);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private static async Task ListenAsync(NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[BufferBytes];
        var (length, isData) = (0, false);
        while (await stream.ReadAsync(buffer.AsMemory(length), cancel) is var read and > 0)
        {
            length += read;
            while (Next(buffer.AsSpan(0, length), isData) is var (command, used) && used > 0)
            {
                buffer.AsSpan(used, length - used).CopyTo(buffer);
                length -= used;
                await SayAsync(stream, Answer(command, isData), cancel);
                isData = command.StartsWith("DATA", StringComparison.OrdinalIgnoreCase);
            }

            // A mail's middle is of no use: only the bytes that its end may have begun with are.
            if (isData && length > End.Length)
            {
                buffer.AsSpan(length - End.Length, End.Length).CopyTo(buffer);
                length = End.Length;
            }
        }
    }

    /// <summary>The next command, empty for a mail's end, and the bytes that it took; none when it is not whole yet.</summary>
    private static (string Command, int Used) Next(ReadOnlySpan<byte> bytes, bool isData)
    {
        var end = bytes.IndexOf(isData ? End : "\r\n"u8);
        return end < 0 ? ("", 0) : isData ? ("", end + End.Length) : (Encoding.ASCII.GetString(bytes[..end]), end + 2);
    }

    private static string Answer(string command, bool isData) => isData ? "250 kept" : command.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => "250-sink\r\n250 8BITMIME",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 OK",
    };

    private static ValueTask SayAsync(NetworkStream stream, string line, CancellationToken cancel) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel);
}
