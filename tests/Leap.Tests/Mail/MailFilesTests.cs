using System.Net.Mail;
using Leap.Locales;
using Leap.Mail;
using Leap.Settings;

namespace Leap.Tests.Mail;

public sealed class MailFilesTests : IDisposable
{
    private readonly LeapSettings settings = new()
    {
        DataFolder = Directory.CreateTempSubdirectory("leap-mail-").FullName,
        PublicUrl = "https://leap.example",
        Programme = new ProgrammeSettings { Name = "Halden Ascend", Vendor = "Halden Systems" },
        Mail = new MailSettings { From = "ascend@halden.example" },
    };

    private MailFiles Files => new(settings);

    private MailBox Box => new(settings);

    public void Dispose() => Directory.Delete(settings.DataFolder, recursive: true);

    [Fact]
    public async Task Writes_headers_and_both_parts_so_that_any_mail_program_reads_them()
    {
        using var mail = Sealed("The 5 new courses", "ar");
        Assert.Equal(TryResult.Sent, (await Files.SendAsync(mail, CancellationToken.None)).Result);

        var row = Assert.Single(await Box.ListAsync(10, CancellationToken.None));
        var opened = (await Box.FindAsync(row.Id, CancellationToken.None))!;
        var fixedOnes = opened.Headers.Where(h => h.Key is not ("Content-Type" or "Date")).Select(h => $"{h.Key}: {h.Value}\n");
        Golden.Check("Mail/Golden/headers.txt", string.Concat(fixedOnes.Order(StringComparer.Ordinal)));
        Assert.StartsWith("multipart/alternative", opened.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.StartsWith("The 5 new courses", opened.Text, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", opened.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_comes_first_and_both_parts_are_base64()
    {
        using var mail = Sealed("Hello", "en");
        await Files.SendAsync(mail, CancellationToken.None);

        var content = await File.ReadAllTextAsync(Directory.GetFiles(MailFiles.Folder(settings), "*.eml").Single());
        Assert.True(content.IndexOf("text/plain", StringComparison.Ordinal) < content.IndexOf("text/html", StringComparison.Ordinal));
        Assert.Equal(2, content.Split("Content-Transfer-Encoding: base64").Length - 1);
    }

    [Fact]
    public async Task The_same_message_overwrites_its_file_and_leaves_nothing_half_written()
    {
        for (var i = 0; i < 3; i++)
        {
            using var mail = Sealed($"Hello {i}", "en");
            await Files.SendAsync(mail, CancellationToken.None);
        }

        Assert.Equal("Hello 2", Assert.Single(await Box.ListAsync(10, CancellationToken.None)).Subject);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(MailFiles.Folder(settings), ".unfinished")));
    }

    [Theory]
    [InlineData("رصيدك من النقاط لشهر نوفمبر ٢٠٢٦ وما ينتهي منها قريبا في برنامج الشركاء")]
    [InlineData("您的积分对账单：二零二六年十一月，以及即将到期的积分和下一步可以做的事情")]
    [InlineData("Zażółć gęślą jaźń: podsumowanie punktów za listopad, które wygasną w grudniu 2026 r.")]
    public async Task Subjects_of_every_script_survive(string subject)
    {
        using var mail = Sealed(subject, "pl");
        await Files.SendAsync(mail, CancellationToken.None);

        Assert.Equal(subject, Assert.Single(await Box.ListAsync(10, CancellationToken.None)).Subject);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_puts_mails_off_and_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(settings.DataFolder, "mail"), "in the way");
        using var mail = Sealed("Hello", "en");

        Assert.Equal(TryResult.Later, (await Files.SendAsync(mail, CancellationToken.None)).Result);
        Assert.Contains("can't be written", await Files.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../leap")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("")]
    public async Task There_is_no_mail_under_an_id_that_is_none_of_ours(string id) =>
        Assert.Null(await Box.FindAsync(id, CancellationToken.None));

    private MailMessage Sealed(string text, string language)
    {
        var locale = Languages.Load().For(language);
        var message = new Message
        {
            Key = "letter/1",
            Kind = "letter",
            PersonId = 7,
            ToName = "Zofia Łęcka",
            ToAddress = "zofia@reseller.example",
            Language = language,
            Priority = 5,
            Body = "",
            HeaderId = "0a1b2c3d4e5f60718293a4b5c6d7e8f9@leap.example",
            CreatedAt = new DateTime(2026, 11, 22, 9, 30, 0, DateTimeKind.Utc),
            DueAt = default,
        };
        return Envelope.Seal(message, new Letter(text).Compose(locale), MailFrame.For(locale, settings), settings);
    }
}
