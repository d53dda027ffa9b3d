using System.Security.Cryptography;
using System.Text;
using Sekisho.MailAuth.Dkim;

namespace Sekisho.MailAuth.Tests.Dkim;

public sealed class BodyHashTests
{
    [Theory]
    [InlineData("", "\r\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\r\n\r\n\n", "\r\n")]
    [InlineData("a", "a\r\n")]
    [InlineData("a\r\n", "a\r\n")]
    [InlineData("a\r\n\r\n\r\n", "a\r\n")]
    [InlineData("\r\na\r\n", "\r\na\r\n")]
    [InlineData("a \t b \r\n \r\n", "a \t b \r\n \r\n")]
    [InlineData("a\nb\n\nc\n\n", "a\r\nb\r\n\r\nc\r\n")]
    [InlineData("a\rb\r", "a\rb\r\r\n")]
    [InlineData("\nx", "\r\nx\r\n")]
    public void The_simple_form(string body, string canonical) => Check(body, canonical, relaxed: false);

    [Theory]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    [InlineData(" \t\r\n\t \r\n", "")]
    [InlineData("a", "a\r\n")]
    [InlineData("a  \t b \r\n \r\n", "a b\r\n")]
    [InlineData(" a\r\n\tb", " a\r\n b\r\n")]
    [InlineData(" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n")]
    [InlineData("a \n b\t\n\n", "a\r\n b\r\n")]
    [InlineData("a \rb", "a \rb\r\n")]
    [InlineData("a \r\r\nb", "a \r\r\nb\r\n")]
    public void The_relaxed_form(string body, string canonical) => Check(body, canonical, relaxed: true);

    [Fact]
    public void Fast_and_slow_readings_agree_on_any_body()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var body = new byte[random.Next(120)];
            for (var i = 0; i < body.Length; i++) body[i] = random.Next(8) switch { 0 => (byte)' ', 1 => (byte)'\t', 2 => (byte)'\r', 3 => (byte)'\n', _ => (byte)'x' };
            var text = Encoding.Latin1.GetString(body);
            Check(text, Slowly(text, relaxed: true), relaxed: true);
            Check(text, Slowly(text, relaxed: false), relaxed: false);
        }
    }

    [Fact]
    public void A_limit_hashes_the_beginning_and_counts_the_rest()
    {
        var body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0123456789\r\n", 10_000)));
        var digest = BodyHash.Compute(body, relaxed: false, 100_001);
        Assert.Equal((120_000L, 100_001L), (digest.CanonicalBytes, digest.HashedBytes));
        Assert.Equal(SHA256.HashData(body.AsSpan(0, 100_001)), digest.Hash);
        Assert.Equal(SHA256.HashData([]), BodyHash.Compute(body, relaxed: true, 0).Hash);
    }

    /// <summary>The two forms written as the RFC says them, line by line.</summary>
    private static string Slowly(string body, bool relaxed)
    {
        var lines = body.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').ToList();
        if (relaxed)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var words = new StringBuilder();
                foreach (var c in lines[i])
                {
                    if (c is not (' ' or '\t')) words.Append(c);
                    else if (words.Length == 0 || words[^1] != ' ') words.Append(' ');
                }

                lines[i] = words.ToString().TrimEnd(' ');
            }
        }

        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines.Count == 0 ? relaxed ? "" : "\r\n" : string.Join("\r\n", lines) + "\r\n";
    }

    private static void Check(string body, string canonical, bool relaxed)
    {
        var digest = BodyHash.Compute(Encoding.Latin1.GetBytes(body), relaxed, null);
        Assert.True(
            digest.CanonicalBytes == canonical.Length && digest.Hash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.Latin1.GetBytes(canonical))),
            $"{(relaxed ? "relaxed" : "simple")} of {Convert.ToHexString(Encoding.Latin1.GetBytes(body))}: {digest.CanonicalBytes} bytes, expected {canonical.Length}");
    }
}
