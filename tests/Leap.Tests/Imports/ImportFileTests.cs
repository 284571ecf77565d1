using System.Text;
using Leap.Imports;

namespace Leap.Tests.Imports;

public sealed class ImportFileTests
{
    private const string Text = "name\nŁucja\nمريم\n";

    public static TheoryData<Encoding> Known { get; } =
        [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    [Theory]
    [MemberData(nameof(Known))]
    public async Task Reads_each_letter_of_an_encoding_that_is_certain(Encoding encoding)
    {
        using var stream = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);

        using var file = (await ImportFile.OpenAsync(stream, CancellationToken.None)).Value;

        Assert.Equal(3, file.Lines);
        Assert.Equal(Text, (await file.Text.ReadToEndAsync()).TrimStart('\uFEFF'));
    }

    [Theory]
    [InlineData(new byte[] { 0x6E, 0x0A, 0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72 })]
    [InlineData(new byte[] { 0x6E, 0x00, 0x0A, 0x00, 0x6D, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x6E, 0x00, 0x00, 0xD8, 0x0A, 0x00 })]
    public async Task Refuses_what_would_need_a_guess(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);

        Assert.Equal(ImportFile.Refusal.NotUnicode, (await ImportFile.OpenAsync(stream, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Refuses_an_empty_file()
    {
        using var stream = new MemoryStream();

        Assert.Equal(ImportFile.Refusal.Empty, (await ImportFile.OpenAsync(stream, CancellationToken.None)).Refusal);
    }
}
