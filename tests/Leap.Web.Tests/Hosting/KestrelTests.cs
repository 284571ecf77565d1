using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Leap.Web.Tests.Hosting;

/// <summary>What the server itself makes of requests that no browser sends.</summary>
public sealed class KestrelTests(KestrelTests.Server server) : IClassFixture<KestrelTests.Server>
{
    private const string Host = "Host: localhost\r\nConnection: close\r\n";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\n" + Host + "\r\n", 505)]
    [InlineData("G ET / HTTP/1.1\r\n" + Host + "\r\n", 400)]
    [InlineData("GET /\0 HTTP/1.1\r\n" + Host + "\r\n", 400)]
    [InlineData("GET /badges/%00 HTTP/1.1\r\n" + Host + "\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "A b: c\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "A: b\0c\r\n\r\n", 400)]
    [InlineData("POST /sign-in HTTP/1.1\r\n" + Host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400)]
    [InlineData("POST /sign-in HTTP/1.1\r\n" + Host + "Content-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /sign-in HTTP/1.1\r\n" + Host + "Transfer-Encoding: gzip, chunked, x\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("TRACE / HTTP/1.1\r\n" + Host + "\r\n", 405)]
    [InlineData("GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421)]
    public async Task A_malformed_request_is_refused(string request, int status) => Assert.Equal(status, (await AskAsync(request)).Status);

    [Fact]
    public async Task Headers_that_are_too_many_or_too_long_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"A{i}: b\r\n")));

        Assert.Equal(431, (await AskAsync("GET / HTTP/1.1\r\n" + Host + many + "\r\n")).Status);
        Assert.Equal(431, (await AskAsync("GET / HTTP/1.1\r\n" + Host + $"A: {new string('b', 40_000)}\r\n\r\n")).Status);
        Assert.Equal(414, (await AskAsync($"GET /{new string('b', 9_000)} HTTP/1.1\r\n" + Host + "\r\n")).Status);
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_large_it_is_ends_where_the_limit_is()
    {
        var chunk = $"20000\r\n{new string('a', 0x20000)}\r\n";
        var request = "POST /sign-in HTTP/1.1\r\n" + Host + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + string.Concat(Enumerable.Repeat(chunk, 20)) + "0\r\n\r\n";

        Assert.InRange((await AskAsync(request)).Status, 400, 413);
    }

    [Fact]
    public async Task No_answer_names_the_server()
    {
        Assert.DoesNotContain("Server:", (await AskAsync("GET / HTTP/1.1\r\n" + Host + "\r\n")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Server:", (await AskAsync("GET / HTTP/1.1\r\n\r\n")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Kestrel", (await AskAsync("G ET / HTTP/1.1\r\n" + Host + "\r\n")).Text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(int Status, string Text)> AskAsync(string request)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, timeout.Token);
        var text = new StringBuilder();
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            var line = await reader.ReadLineAsync(timeout.Token);
            while (!string.IsNullOrEmpty(line))
            {
                text.AppendLine(line);
                line = await reader.ReadLineAsync(timeout.Token);
            }
        }
        catch (IOException) when (text.Length > 0)
        {
            return (Status(text), text.ToString());
        }

        return (Status(text), text.ToString());
    }

    private static int Status(StringBuilder text) =>
        int.Parse(text.ToString().Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The program on a port of its own.</summary>
    public sealed class Server : WebApplicationFactory<Program>
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("leap-kestrel-");

        public Server()
        {
            using (var listener = new TcpListener(IPAddress.Loopback, 0))
            {
                listener.Start();
                Port = ((IPEndPoint)listener.LocalEndpoint).Port;
            }

            UseKestrel(Port);
            StartServer();
        }

        public int Port { get; }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Leap:Demo", "false");
            builder.UseSetting("Leap:DataFolder", folder.FullName);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
        }
    }
}
