using System.Buffers.Text;
using System.Text;

namespace Sekisho.Roles.Calls.Client;

/// <summary>The status line and the headers of a reply, as far as they matter here.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="BodyBytes">The Content-Length.</param>
/// <param name="Closes">Whether the callee closes the connection after this reply.</param>
internal readonly record struct ReplyHead(int Status, long BodyBytes, bool Closes)
{
    /// <summary>Reads the head of a reply (RFC 9112 §4 and §6.2), from the status line to the empty line.</summary>
    /// <param name="head">All of it, with the empty line.</param>
    /// <param name="reply">What it says.</param>
    /// <returns>False when it is not one of our callees' replies: other version, no length, other transfer coding.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, out ReplyHead reply)
    {
        reply = default;
        if (!head.StartsWith("HTTP/1.1 "u8) || head.Length < 13) return false;
        if (!Utf8Parser.TryParse(head.Slice(9, 3), out int status, out var digits) || digits != 3 || status < 200) return false;
        var line = head.IndexOf("\r\n"u8);
        if (line < 0) return false;
        head = head[(line + 2)..];
        long bodyBytes = -1;
        var closes = false;
        while (true)
        {
            line = head.IndexOf("\r\n"u8);
            if (line < 0) return false;
            if (line == 0) break;
            if (!TryReadHeader(head[..line], ref bodyBytes, ref closes)) return false;
            head = head[(line + 2)..];
        }

        if (bodyBytes < 0) return false;
        reply = new ReplyHead(status, bodyBytes, closes);
        return true;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> header, ref long bodyBytes, ref bool closes)
    {
        var colon = header.IndexOf((byte)':');
        if (colon <= 0) return false;
        var name = header[..colon];
        var value = header[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            // Two lengths, or one that is no plain number, would be two readings of one reply (RFC 9112 §6.3).
            if (bodyBytes >= 0 || !Utf8Parser.TryParse(value, out long length, out var used) || used != value.Length || length < 0) return false;
            bodyBytes = length;
        }
        else if (Ascii.EqualsIgnoreCase(name, "Connection"u8))
        {
            closes = Ascii.EqualsIgnoreCase(value, "close"u8);
        }
        else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            return false;
        }

        return true;
    }
}
