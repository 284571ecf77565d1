using Leap.Data;
using Leap.Mail;
using Leap.Settings;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Mail;

/// <summary>
/// The program sends through a mail server that is nobody's here; what arrived is read by a parser that is nobody's either.
/// </summary>
public sealed class MailServerTests
{
    private static readonly IReadOnlyList<Message> Written =
    [
        .. Samples.Kinds.All.SelectMany(k => Samples.Languages.All.Select(l => Samples.Message(k.Samples[0], l.Code))),
    ];

    [WithMailServerFact]
    public async Task A_server_gets_each_mail_once_and_as_it_was_written()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        using var server = await MailServer.StartAsync();
        await OweAsync(database);

        await SendAsync(database, new()
        {
            ["Leap__Mail__Host"] = "127.0.0.1",
            ["Leap__Mail__Port"] = $"{server.Port}",
        });

        await AssertSentAsync(database);
        await AssertArrivedAsync(server);
    }

    [WithMailServerFact]
    public async Task A_server_gets_them_over_TLS_and_after_a_sign_in()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        using var server = await MailServer.StartAsync(isSecure: true);
        await OweAsync(database);

        await SendAsync(database, new()
        {
            ["Leap__Mail__Host"] = MailServer.Elsewhere,
            ["Leap__Mail__Port"] = $"{server.Port}",
            ["Leap__Mail__User"] = "leap",
            ["Leap__Mail__Password"] = "secret",
            ["SSL_CERT_FILE"] = server.Roots,
        });

        await AssertSentAsync(database);
        await AssertArrivedAsync(server);
    }

    [WithMailServerFact]
    public async Task A_server_gets_nothing_from_who_has_the_wrong_password()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        using var server = await MailServer.StartAsync(isSecure: true);
        await OweAsync(database);

        await SendAsync(database, new()
        {
            ["Leap__Mail__Host"] = MailServer.Elsewhere,
            ["Leap__Mail__Port"] = $"{server.Port}",
            ["Leap__Mail__User"] = "leap",
            ["Leap__Mail__Password"] = "guessed",
            ["SSL_CERT_FILE"] = server.Roots,
        });

        await using var db = database.Open();
        Assert.Equal(Written.Count, await db.Messages.CountAsync(m => m.LastReason == TryReason.SignInRefused));
        Assert.Empty(Directory.GetFiles(server.Folder));
    }

    private static async Task OweAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.InsertAsync(Written, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private static async Task SendAsync(TestDatabase database, Dictionary<string, string> mail)
    {
        mail["Leap__PublicUrl"] = Samples.Settings.PublicUrl;
        mail["Leap__Programme__Name"] = Samples.Settings.Programme.Name;
        mail["Leap__Programme__Vendor"] = Samples.Settings.Programme.Vendor;
        mail["Leap__Mail__From"] = Samples.Settings.Mail.From;
        using var program = ChildProgram.Start(database.Settings, mail, "job", "relay-outbox");
        await program.FinishAsync();
    }

    private static async Task AssertSentAsync(TestDatabase database)
    {
        await using var db = database.Open();
        Assert.Equal([], await db.Messages.Where(m => m.SentAt == null).Select(m => m.LastError).Distinct().ToListAsync());
        Assert.Equal(Written.Count, await db.Messages.CountAsync(m => m.SentAt != null && m.Tries == 1));
    }

    private static async Task AssertArrivedAsync(MailServer server)
    {
        var arrived = await PythonReader.ReadAsync(server.Folder);
        Assert.Equal(
            Written.Select(m => $"<{m.HeaderId}>").Order(StringComparer.Ordinal),
            arrived.Values.Select(m => m.Id).Order(StringComparer.Ordinal));
        foreach (var message in Written)
        {
            var mail = arrived.Values.Single(m => m.Id == $"<{message.HeaderId}>");
            var locale = Samples.Languages.For(message.Language);
            var document = Samples.Kinds.Read(message.Kind, message.Body).Compose(locale);
            Assert.Equal(locale.IsRightToLeft ? document.Subject : Isolated.Strip(document.Subject), mail.Subject);
            Assert.Equal([message.ToName, message.ToAddress], Assert.Single(mail.To));
            Assert.Equal([Samples.Settings.Programme.Name, Samples.Settings.Mail.From], Assert.Single(mail.From));
            var begins = TextForm.Of(document, MailFrame.For(locale, Samples.Settings))[..100];
            Assert.StartsWith(begins, mail.Parts[0][3].ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Equal(mail.Headers.Distinct(StringComparer.OrdinalIgnoreCase), mail.Headers);
            Assert.Equal([], mail.Defects);
        }
    }

    private sealed class WithMailServerFactAttribute : FactAttribute
    {
        public WithMailServerFactAttribute() => Skip = Needs.WhyNoMailServer();
    }
}
