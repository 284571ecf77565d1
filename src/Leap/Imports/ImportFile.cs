using System.Text;
using Leap.Data;

namespace Leap.Imports;

/// <summary>
/// A file's text, once its encoding is certain: UTF-8 with or without a mark, UTF-16 with one. Anything else is refused, because a guess
/// would turn names into other names.
/// </summary>
public sealed class ImportFile : IDisposable
{
    public const long BytesMax = 200L * 1024 * 1024;

    private ImportFile(StreamReader text, long lines)
    {
        Text = text;
        Lines = lines;
    }

    public enum Refusal
    {
        TooLarge,
        NotUnicode,
        Empty,
    }

    public TextReader Text { get; }

    /// <summary>Ends of lines in the file: what progress is measured against.</summary>
    public long Lines { get; }

    /// <summary>Reads the file once to be certain of each character, so the stream must be able to go back to its beginning.</summary>
    public static async Task<Outcome<ImportFile, Refusal>> OpenAsync(Stream file, CancellationToken cancel)
    {
        if (file.Length > BytesMax)
        {
            return Refusal.TooLarge;
        }

        if (file.Length == 0)
        {
            return Refusal.Empty;
        }

        var encoding = await EncodingOfAsync(file, cancel);
        try
        {
            using var check = Reader(file, encoding);
            var lines = await CountLinesAsync(check, cancel);
            file.Position = 0;
            return new ImportFile(Reader(file, encoding), lines);
        }
        catch (DecoderFallbackException)
        {
            return Refusal.NotUnicode;
        }
    }

    public void Dispose() => Text.Dispose();

    private static StreamReader Reader(Stream file, Encoding encoding) =>
        new(file, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);

    private static async Task<Encoding> EncodingOfAsync(Stream file, CancellationToken cancel)
    {
        var mark = new byte[2];
        var read = await file.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancel);
        file.Position = 0;
        return mark[..read] switch
        {
            [0xFF, 0xFE] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        };
    }

    private static async Task<long> CountLinesAsync(StreamReader text, CancellationToken cancel)
    {
        var lines = 0L;
        var buffer = new char[64 * 1024];
        while (await text.ReadBlockAsync(buffer, cancel) is var read and > 0)
        {
            var some = buffer.AsSpan(0, read);
            if (some.Contains('\0'))
            {
                throw new DecoderFallbackException();
            }

            lines += some.Count('\n');
        }

        return lines;
    }
}
