using Leap.Imports;

namespace Leap.Tests.Imports;

public sealed class ReportFileTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public async Task A_value_that_a_spreadsheet_would_run_gets_an_apostrophe(string value)
    {
        var text = await WriteAsync(new BadRow(2, "name", value, "No."));

        Assert.Contains($"\"'{value}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_bad_cell_is_a_line()
    {
        var text = await WriteAsync(new BadRow(2, "name", "a, \"b\"", "Too long."), new BadRow(3, "", "", "Bad."));

        Assert.Equal("line,column,value,reason\r\n2,name,\"a, \"\"b\"\"\",Too long.\r\n3,,,Bad.\r\n", text);
    }

    [Fact]
    public async Task It_lies_beside_the_data_and_spreadsheets_take_it_for_what_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("leap-report-");
        try
        {
            var now = new DateTime(2026, 11, 22, 9, 5, 7, DateTimeKind.Utc);
            var path = await ReportFile.WriteAsync(folder.FullName, "/some/where/people.csv", now, [], CancellationToken.None);

            Assert.Equal(Path.Combine(folder.FullName, "imports", "people-20261122-090507.report.csv"), path);
            Assert.Equal([0xEF, 0xBB, 0xBF], (await File.ReadAllBytesAsync(path))[..3]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> WriteAsync(params BadRow[] bad)
    {
        var text = new StringWriter();
        await ReportFile.WriteAsync(text, bad, CancellationToken.None);
        return text.ToString();
    }
}
