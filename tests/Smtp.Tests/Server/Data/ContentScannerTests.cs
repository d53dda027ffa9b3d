using System.Buffers;
using System.Text;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server.Data;

public sealed class ContentScannerTests
{
    private const string Alphabet = "\r\n.a\0";
    private const int Longest = 7;

    /// <summary>Every text of up to seven of the five bytes that matter, whole and byte by byte, against the definition itself.</summary>
    [Fact]
    public void Every_short_text_is_read_as_the_definition_says()
    {
        var texts = 0;
        foreach (var text in Texts())
        {
            var expected = Define(text);
            Assert.True(expected == Scan(text, 1), $"{Convert.ToHexString(Encoding.ASCII.GetBytes(text))} byte by byte");
            Assert.True(expected == Scan(text, text.Length), $"{Convert.ToHexString(Encoding.ASCII.GetBytes(text))} whole");
            texts++;
        }

        Assert.Equal(97_655, texts);
    }

    [Fact]
    public void Reading_lines_allocates_nothing()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("A line of ordinary length, as they are in mail.\r\n..\r\n", 10_000)));
        // With a problem noted it stores nothing: what is measured is the reading.
        using var content = new ContentCollector(new SmtpServerLimits(), memory: null);
        content.Fail(ContentProblem.NoRoom);
        var scanner = new ContentScanner(isDotStuffed: true, 1000);
        scanner.Scan(text, content, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scanner.Scan(text, content, out var ended);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(ended);
    }

    // RFC 5321 §4.1.1.4 and §4.5.2, said in another way than the scanner does: the CRLF of the DATA line is in front.
    private static (int Consumed, string Content, bool IsRefused) Define(string text)
    {
        var all = "\r\n" + text;
        var end = all.IndexOf("\r\n.\r\n", StringComparison.Ordinal);
        if (end < 0) return (-1, "", false);
        var body = all[..(end + 2)];
        var refused = body.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n', '\0');
        return (end + 5 - 2, refused ? "" : body.Replace("\r\n.", "\r\n", StringComparison.Ordinal)[2..], refused);
    }

    private static (int Consumed, string Content, bool IsRefused) Scan(string text, int pieceBytes)
    {
        using var content = new ContentCollector(new SmtpServerLimits(), memory: null);
        var scanner = new ContentScanner(isDotStuffed: true, 1000);
        var bytes = Encoding.ASCII.GetBytes(text).AsSpan();
        var consumed = 0;
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(pieceBytes, bytes.Length)];
            var taken = scanner.Scan(piece, content, out var ended);
            consumed += taken;
            if (ended)
            {
                var refused = content.Problem == ContentProblem.BareLineEnd;
                return (consumed, refused ? "" : Encoding.ASCII.GetString(content.Content.ToArray()), refused);
            }

            Assert.Equal(piece.Length, taken);
            bytes = bytes[piece.Length..];
        }

        return (-1, "", false);
    }

    private static IEnumerable<string> Texts()
    {
        var count = 1;
        for (var length = 1; length <= Longest; length++)
        {
            count *= Alphabet.Length;
            for (var number = 0; number < count; number++)
            {
                yield return string.Create(length, number, (text, rest) =>
                {
                    for (var i = 0; i < text.Length; i++)
                    {
                        text[i] = Alphabet[rest % Alphabet.Length];
                        rest /= Alphabet.Length;
                    }
                });
            }
        }
    }
}
