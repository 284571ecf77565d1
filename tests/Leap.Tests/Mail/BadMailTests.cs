using System.Collections.Concurrent;
using Leap.Mail;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.Extensions.Logging;

namespace Leap.Tests.Mail;

/// <summary>Addresses that can't be and names that want to be more than names.</summary>
public sealed class BadMailTests
{
    public static TheoryData<string, TryReason> Addresses => new()
    {
        { "zofia@one@reseller.example", TryReason.BadAddress },
        { "zofia", TryReason.BadAddress },
        { "zofia@", TryReason.BadAddress },
        { "@reseller.example", TryReason.BadAddress },
        { "zofia@reseller..example", TryReason.BadAddress },
        { "zofia@-reseller.example", TryReason.BadAddress },
        { "zo fia@reseller.example", TryReason.BadAddress },
        { "zofia@reseller.example\r\nBcc: all@reseller.example", TryReason.BadAddress },
        { "zofia\r\nRCPT TO:<all@reseller.example>@reseller.example", TryReason.BadAddress },
        { "<script>@reseller.example", TryReason.BadAddress },
        { new string('z', 65) + "@reseller.example", TryReason.BadAddress },
        { "zofia@" + string.Join('.', Enumerable.Repeat(new string('r', 60), 5)), TryReason.BadAddress },
        { "zażółć@reseller.example", TryReason.ForeignAddress },
        { "王伟@reseller.example", TryReason.ForeignAddress },
    };

    public static TheoryData<string, string> Names => new()
    {
        { "Zofia\r\nBcc: all@reseller.example", "Zofia Bcc: all@reseller.example" },
        { "Zofia\n\nforged body", "Zofia forged body" },
        { "Zofia\u2028Łęcka\u0000\u0007", "Zofia Łęcka" },
        { "<script>alert(1)</script>", "<script>alert(1)</script>" },
        { "\u202Eakcęł aifoZ\u202C", "akcęł aifoZ" },
        { "\u200Fعمر\u200E الحداد\u2067", "عمر الحداد" },
        { "  ", "" },
        { new string('ż', 300), new string('ż', Addressee.NameLength) },
        { "\"Zofia\" <all@reseller.example>, \\", "\"Zofia\" <all@reseller.example>, \\" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_address_that_cannot_be_fails_by_name_and_holds_up_nobody(string address, TryReason reason)
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await using var sink = new SmtpSink();
        using var smtp = To(sink);
        await office.OweAsync(new Letter("Hello"), "letter/bad", address);
        await office.OweAsync(new Letter("Hello"), "letter/good");

        Assert.Equal(new RelayCounts(1, 0, 1), await office.RelayAsync(smtp));
        Assert.Equal(reason, (await office.MessageAsync("letter/bad")).LastReason);
        Assert.Single(sink.Heard, line => line.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_stays_a_name(string name, string shown)
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await using var sink = new SmtpSink();
        using var smtp = To(sink);
        await office.OweAsync(new Letter("Hello"), "letter/1", name: name);

        Assert.Equal(new RelayCounts(1, 0, 0), await office.RelayAsync(smtp));
        Assert.Equal(shown, Addressee.NameIn(name));
        Assert.Equal("RCPT TO:<zofia@reseller.example>", Assert.Single(sink.Heard, l => l.StartsWith("RCPT", StringComparison.Ordinal)));
        var headers = Assert.Single(sink.Mails).Split("\r\n\r\n")[0].Split("\r\n");
        Assert.Single(headers, line => line.StartsWith("To:", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(headers, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_domain_beyond_ascii_goes_out_as_the_wire_has_it()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await using var sink = new SmtpSink();
        using var smtp = To(sink);
        await office.OweAsync(new Letter("Hello"), "letter/1", "zofia@Bücher.example");

        Assert.Equal(new RelayCounts(1, 0, 0), await office.RelayAsync(smtp));
        Assert.Contains("RCPT TO:<zofia@xn--bcher-kva.example>", sink.Heard);
    }

    [Fact]
    public async Task Logs_say_which_message_and_never_whose()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        var log = new Said();
        await office.OweAsync(new Letter("Hello"), "letter/1", "zofia@one@reseller.example");
        await office.OweAsync(new BrokenLetter("Zofia has no ink"), "broken/1");
        await office.OweAsync(new Letter("Hello"), "letter/2");
        office.Transport.Answer = _ => throw new InvalidOperationException("zofia@reseller.example");

        await office.RelayAsync(office.Transport, log);

        Assert.Equal(4, log.Lines.Count);
        Assert.Equal("Mails: 0 sent, 1 put off, 2 given up; reasons: Unreachable, BadAddress, NotMade", log.Lines.Last().Trim());
        foreach (var key in (string[])["letter/1", "broken/1", "letter/2"])
        {
            var id = (await office.MessageAsync(key)).Id;
            Assert.Contains(log.Lines, line => line.Contains($"Message {id} ", StringComparison.Ordinal));
        }

        Assert.All(log.Lines, line => Assert.DoesNotContain("zofia", line, StringComparison.OrdinalIgnoreCase));
    }

    private static Smtp To(SmtpSink sink) =>
        new(new LeapSettings { Mail = new MailSettings { Host = "127.0.0.1", Port = sink.Port } }, TimeProvider.System);

    private sealed class Said : ILogger<RelayOutbox>
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
