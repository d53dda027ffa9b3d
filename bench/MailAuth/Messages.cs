using System.Text;

namespace Sekisho.Bench.MailAuth;

internal static class Messages
{
    private const string Line = "We looked at the figures of the last quarter, and they are better than those of 2025.\r\n";

    public static byte[] Message(int bytes, int number)
    {
        var header = $"From: Ann Example <ann@example.com>\r\nTo: Bob <bob@example.org>\r\nSubject: Figures {number}\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\nMessage-ID: <{number}@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(header), .. Body(bytes - header.Length)];
    }

    public static byte[] Body(int bytes) => Repeat(Line, bytes);

    public static byte[] ChangingBody(int bytes) => Repeat(Line.Replace(", ", ",  ", StringComparison.Ordinal).Replace("\r\n", " \r\n", StringComparison.Ordinal), bytes);

    private static byte[] Repeat(string line, int bytes)
    {
        var result = new byte[bytes];
        for (var i = 0; i < bytes; i++) result[i] = (byte)line[i % line.Length];
        return result;
    }
}
