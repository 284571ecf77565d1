using System.Text;
using Leap.Imports;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Tests.Engines;
using Leap.Tests.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Joining;

public sealed class ImportInvitationsTests
{
    private const string Header = "email,name,language,personas,firm";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_file_invites_each_once_in_their_language_and_the_same_file_again_nobody(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        string[] file =
        [
            Header, "lea@acme.example,Lea,fr,seller|marketing,ACME", "ola@zebra.example,,,,ZEBRA", "ADA@acme.example,Ada,,,ACME",
        ];

        var first = await desk.ImportAsync("invitations", file);
        var again = await desk.ImportAsync("invitations", file);

        Assert.Equal((2, 1, 0), (first.Added, first.Unchanged, first.Refused));
        Assert.Equal((0, 3, 0), (again.Added, again.Unchanged, again.Refused));
        var mails = await desk.ReadAsync(db => db.Messages.Where(m => m.Kind == "invitation").OrderBy(m => m.ToAddress).ToListAsync());
        Assert.Equal([("lea@acme.example", "fr"), ("ola@zebra.example", "pl")], mails.Select(m => (m.ToAddress, m.Language)));
        Assert.Equal(
            Personas.Seller | Personas.Marketing,
            await desk.ReadAsync(db => db.Invitations.Where(i => i.Name == "Lea").Select(i => i.Personas).SingleAsync()));
    }

    [Theory]
    [InlineData("not an address,,,,ACME", "email")]
    [InlineData("\u0430da@acme.example,,,,ACME,", "")]
    [InlineData("ad\u0430@acme.example,,,,ACME", "email")]
    [InlineData("=cmd@acme.example,,,,ACME", "email")]
    [InlineData("eva@acme.example,=1+1,,,ACME", "name")]
    [InlineData("eva@acme.example,@SUM,,,ACME", "name")]
    [InlineData("eva@acme.example,,tlh,,ACME", "language")]
    [InlineData("eva@acme.example,,,boss,ACME", "personas")]
    [InlineData("eva@acme.example,,,,NOWHERE", "firm")]
    [InlineData("GOOD@acme.example,,,,ACME", "email")]
    public async Task A_bad_cell_is_named_and_holds_up_no_other(string row, string column)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("invitations", Header, "good@acme.example,,,,ACME", row, "fine@acme.example,,,,ACME");

        Assert.Equal((3, column), (Assert.Single(report.Bad).Line, report.Bad[0].Column));
        Assert.Equal((2, 1), (report.Added, report.Refused));
    }

    [Fact]
    public async Task A_name_of_ten_million_letters_is_one_bad_row_and_the_rows_after_it_go_in()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync(
            "invitations", Header, $"big@acme.example,{new string('x', 10_000_000)},,,ACME", "fine@acme.example,,,,ACME");

        Assert.Equal(2, Assert.Single(report.Bad).Line);
        Assert.Equal((1, 1), (report.Added, report.Refused));
    }

    [Fact]
    public async Task A_look_at_a_file_mails_nobody()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.RehearseAsync("invitations", Header, "lea@acme.example,Lea,fr,,ACME");

        Assert.Equal(1, report.Added);
        Assert.Equal(0, await desk.ReadAsync(db => db.Messages.CountAsync(m => m.Kind == "invitation")));
        Assert.Equal(0, await desk.ReadAsync(db => db.Invitations.CountAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task People_whom_an_import_adds_are_invited_when_it_says_so_and_only_once(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        var file = string.Join(
            '\n', ImportDesk.People, "ada@acme.example,Ada Vogel,DE,de,ACME,seller,2026-01-01,name,,",
            "new@acme.example,New,DE,ar,ACME,seller,2026-11-01,name,,", "boss@vendor.example,Boss,NL,en,,,2026-01-01,hidden,,manager");

        await InviteAsync(desk, file);
        await InviteAsync(desk, file);

        var mail = await desk.ReadAsync(db => db.Messages.SingleAsync(m => m.Kind == "invitation"));
        Assert.Equal(("new@acme.example", "ar"), (mail.ToAddress, mail.Language));
        Assert.Equal(mail.PersonId, await desk.ReadAsync(db => db.Invitations.Select(i => i.PersonId).SingleAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_long_name_of_a_file_is_cut_between_letters_and_holds_no_sign_that_nobody_sees(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        await using var scope = desk.Services.CreateAsyncScope();
        using var file = new MemoryStream("email"u8.ToArray());

        var kept = (await scope.ServiceProvider.GetRequiredService<KeepUpload>().RunAsync(
            1, "invitations", ($"a\0\n{new string('b', 198)}\U0001F600.csv", file), CancellationToken.None)).Value;

        Assert.Equal("a" + new string('b', 198), kept.FileName);
        Assert.Equal(kept.FileName, await desk.ReadAsync(db => db.Uploads.Select(u => u.FileName).SingleAsync()));
    }

    [Fact]
    public async Task A_file_that_is_too_large_empty_or_in_another_encoding_is_refused_by_name()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await using var scope = desk.Services.CreateAsyncScope();
        var keep = scope.ServiceProvider.GetRequiredService<KeepUpload>();
        var use = scope.ServiceProvider.GetRequiredService<UseUpload>();
        var import = scope.ServiceProvider.GetRequiredService<ImportInvitations>();
        var english = scope.ServiceProvider.GetRequiredService<Leap.Locales.Languages>().For("en");

        Assert.Equal(KeepUpload.Refusal.Empty, await KeepAsync([]));
        Assert.Equal(KeepUpload.Refusal.TooLarge, await KeepAsync(new byte[(10 * 1024 * 1024) + 1]));
        Assert.Null(await KeepAsync(Encoding.Latin1.GetBytes("email,name,firm\njörg@acme.example,Jörg,ACME")));
        var upload = await use.FindAsync(1, "invitations", CancellationToken.None);
        var report = await use.RunAsync(upload!, import, new ImportOptions(english), CancellationToken.None);
        Assert.Equal(english["refusal.ImportFile.NotUnicode"], report.Refusal);

        async Task<KeepUpload.Refusal?> KeepAsync(byte[] content)
        {
            using var file = new MemoryStream(content);
            return (await keep.RunAsync(1, "invitations", ("../people.csv", file), CancellationToken.None)).Refusal;
        }
    }

    private static async Task InviteAsync(ImportDesk desk, string text)
    {
        await using var scope = desk.Services.CreateAsyncScope();
        var english = scope.ServiceProvider.GetRequiredService<Leap.Locales.Languages>().For("en");
        var report = await scope.ServiceProvider.GetRequiredService<ImportPeople>().RunAsync(
            new StringReader(text), new ImportOptions(english) { SendsInvitations = true }, CancellationToken.None);
        Assert.Empty(report.Bad);
    }
}
