using Leap.Data;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Programmes;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Tests.Mail.Bounces;

public sealed class ReadBouncesTests
{
    private const string Zofia = "ZOFIA@RESELLER.EXAMPLE";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_hard_bounce_lets_the_address_rest_and_nothing_more_is_sent_there(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweLettersAsync(2);
        await office.RelayAsync();
        await PutAsync(office, "1.eml", Reports.Notification(await TokenAsync(office, "letter/1")));

        Assert.Equal(1, await ReadAsync(office));
        await office.OweAsync(new Letter("Later"), "letter/3");
        await office.OweAsync(new Telegram("Link"), "telegram/1");
        await office.RelayAsync();

        var letter = await office.MessageAsync("letter/3");
        Assert.Equal((null, TryReason.AddressRests), (letter.SentAt, letter.LastReason));
        Assert.Contains("rests since", letter.LastError, StringComparison.Ordinal);
        Assert.NotNull((await office.MessageAsync("telegram/1")).SentAt);
        await using var db = office.Open();
        var resting = await db.RestingAddresses.SingleAsync();
        Assert.Equal((Zofia, RestCause.HardBounce, "5.1.1", 7L), (resting.Address, resting.Cause, resting.Status, resting.PersonId));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_file_read_twice_or_by_two_at_once_counts_once(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweLettersAsync(1);
        await office.RelayAsync();
        var report = Reports.Notification(await TokenAsync(office, "letter/1"), "4.2.2");
        for (var i = 0; i < 4; i++)
        {
            await PutAsync(office, $"{i}.eml", report);
        }

        await Task.WhenAll(ReadAsync(office), ReadAsync(office));
        await ReadAsync(office);

        await using var db = office.Open();
        Assert.Equal(1, await db.BounceReports.CountAsync());
        Assert.Equal(0, await db.RestingAddresses.CountAsync());
        Assert.Empty(Directory.GetFiles(Folder(office), "*.eml"));
        Assert.Equal(4, Directory.GetFiles(Path.Combine(Folder(office), "read")).Length);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Five_soft_bounces_in_thirty_days_let_the_address_rest_and_four_do_not(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweLettersAsync(6);
        await office.RelayAsync();
        await BounceAsync(office, "letter/1", "4.2.2");
        office.Clock.Advance(TimeSpan.FromDays(31));
        foreach (var letter in (string[])["letter/2", "letter/3", "letter/4", "letter/5"])
        {
            await BounceAsync(office, letter, "5.2.2");
        }

        await using var db = office.Open();
        Assert.Equal(0, await db.RestingAddresses.CountAsync());
        await BounceAsync(office, "letter/6", "5.7.1");

        Assert.Equal(RestCause.SoftBounces, (await db.RestingAddresses.SingleAsync()).Cause);
    }

    [Fact]
    public async Task Soft_bounces_from_before_it_was_lifted_are_forgiven()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweLettersAsync(6);
        await office.RelayAsync();
        for (var i = 1; i <= 5; i++)
        {
            await BounceAsync(office, $"letter/{i}", "4.2.2");
        }

        office.Clock.Advance(TimeSpan.FromHours(1));
        await using var db = office.Open();
        await db.LiftBouncesAsync("zofia@reseller.example", 7, office.Calendar.Now, CancellationToken.None);
        office.Clock.Advance(TimeSpan.FromHours(1));
        await BounceAsync(office, "letter/6", "4.2.2");

        Assert.False(await db.RestingAddresses.AnyAsync(r => r.LiftedAt == null));
    }

    [Fact]
    public async Task A_complaint_rests_and_a_link_that_arrives_does_not_lift_it()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweLettersAsync(1);
        await office.RelayAsync();
        await PutAsync(office, "1.eml", Reports.Notification(await TokenAsync(office, "letter/1")));
        await PutAsync(office, "2.eml", Reports.Complaint(await TokenAsync(office, "letter/1")));
        await ReadAsync(office);

        await using var db = office.Open();
        await db.LiftBouncesAsync("zofia@reseller.example", 7, office.Calendar.Now, CancellationToken.None);

        var resting = await db.RestingAddresses.SingleAsync();
        Assert.Equal((RestCause.Complaint, null), (resting.Cause, resting.LiftedAt));
    }

    [Theory]
    [InlineData("1.00000000000000000000000000000000")]
    [InlineData("1")]
    [InlineData("")]
    public async Task A_forged_bounce_lets_nobody_rest(string token)
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweLettersAsync(1);
        await office.RelayAsync();
        await PutAsync(office, "1.eml", Reports.Notification(token));
        await PutAsync(office, "2.eml", Reports.Complaint(token));

        await ReadAsync(office);

        await using var db = office.Open();
        Assert.All(await db.BounceReports.ToListAsync(), r => Assert.Equal((BounceResult.NotAuthentic, 0L), (r.Result, r.PersonId)));
        Assert.Equal(0, await db.RestingAddresses.CountAsync());
    }

    [Fact]
    public async Task A_bounce_of_a_mail_that_is_gone_has_a_name_and_no_effect()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweLettersAsync(1);
        var token = await TokenAsync(office, "letter/1");
        await using var db = office.Open();
        await db.Messages.ExecuteDeleteAsync();
        await PutAsync(office, "1.eml", Reports.Notification(token));

        await ReadAsync(office);

        Assert.Equal(BounceResult.UnknownMessage, (await db.BounceReports.SingleAsync()).Result);
        Assert.Equal(0, await db.RestingAddresses.CountAsync());
    }

    [Fact]
    public async Task What_can_t_be_read_is_put_aside_and_holds_nothing_up()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweLettersAsync(1);
        await office.RelayAsync();
        await using (var large = File.Create(Path.Combine(Directory.CreateDirectory(Folder(office)).FullName, "0.eml")))
        {
            large.SetLength(50_000_000);
        }

        await PutAsync(office, "1.eml", Reports.Nested(100));
        await PutAsync(office, "2.eml", Reports.Notification(await TokenAsync(office, "letter/1")));

        Assert.Equal(3, await ReadAsync(office));

        await using var db = office.Open();
        Assert.Equal(2, await db.BounceReports.CountAsync(r => r.Result == BounceResult.Unreadable));
        Assert.Equal(1, await db.RestingAddresses.CountAsync());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder(office), "unreadable")).Length);
    }

    [Fact]
    public async Task A_maildir_s_mails_move_on_as_seen()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        Directory.CreateDirectory(Path.Combine(Folder(office), "new"));
        await PutAsync(office, Path.Combine("new", "1795.M1P2.host"), "Subject: Away\nAuto-Submitted: auto-replied\n\nUntil May");

        Assert.Equal(1, await ReadAsync(office));

        Assert.True(File.Exists(Path.Combine(Folder(office), "cur", "1795.M1P2.host:2,S")));
        await using var db = office.Open();
        Assert.Equal(BounceResult.AutoReply, (await db.BounceReports.SingleAsync()).Result);
    }

    [Fact]
    public async Task Files_that_were_read_go_after_thirty_days_and_new_ones_do_not()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await PutAsync(office, "1.eml", "Subject: Away\n\nUntil May");
        await PutAsync(office, "2.eml", "Subject: Here\n\nAgain");
        File.SetLastWriteTimeUtc(Path.Combine(Folder(office), "1.eml"), office.Calendar.Now.AddDays(-31));
        File.SetLastWriteTimeUtc(Path.Combine(Folder(office), "2.eml"), office.Calendar.Now.AddDays(-29));

        await ReadAsync(office);

        Assert.Equal("2.eml", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(Folder(office), "read")))));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_fault_and_none_at_all_is_not()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => ReadAsync(office));
        Assert.Equal(0, await ReadAsync(office, folder: ""));
    }

    [Fact]
    public async Task A_server_that_refuses_at_once_for_want_of_a_mailbox_lets_the_address_rest()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweLettersAsync(3);
        office.Transport.Answer = _ => Delivery.Failed(TryReason.Refused, "550 5.1.1 no such user");

        await office.RelayAsync();

        await using var db = office.Open();
        var resting = await db.RestingAddresses.SingleAsync();
        Assert.Equal((Zofia, RestCause.HardBounce), (resting.Address, resting.Cause));
    }

    private static string Folder(PostOffice office) => Path.Combine(office.Settings.DataFolder, "bounces");

    private static async Task PutAsync(PostOffice office, string name, string report)
    {
        Directory.CreateDirectory(Folder(office));
        await File.WriteAllBytesAsync(Path.Combine(Folder(office), name), Reports.Bytes(report));
    }

    private static async Task BounceAsync(PostOffice office, string key, string status)
    {
        await PutAsync(office, key.Replace('/', '-') + ".eml", Reports.Notification(await TokenAsync(office, key), status));
        Assert.Equal(1, await ReadAsync(office));
    }

    private static async Task<string> TokenAsync(PostOffice office, string key) =>
        (await office.Seals.ReadAsync(CancellationToken.None)).ForReturn((await office.MessageAsync(key)).Id);

    private static async Task<int> ReadAsync(PostOffice office, string? folder = null)
    {
        await using var db = office.Open();
        var settings = office.Settings with { Mail = new MailSettings { BounceFolder = folder ?? Folder(office) } };
        var record = new RecordBounce(db, office.Seals, office.Calendar, NullLogger<RecordBounce>.Instance);
        return await new ReadBounces(record, office.Calendar, settings, NullLogger<ReadBounces>.Instance).RunAsync(CancellationToken.None);
    }
}
