using Sekisho.Smtp.Client.Contents;

namespace Sekisho.Deliver.Security;

/// <summary>The header field TLS-Required (RFC 8689 §3): its sender would rather have the message arrive than arrive secretly.</summary>
internal static class TlsWaiver
{
    /// <summary>A field further down is not looked for: a header is hardly ever longer, and nobody may make us read for ever.</summary>
    internal const int MaxHeaderBytes = 64 * 1024;

    /// <summary>Whether the header has exactly one field TLS-Required, and it says No.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static async ValueTask<bool> IsInAsync(OutboundContent content, CancellationToken cancellation)
    {
        if (content is MemoryContent memory) return IsIn(memory.Bytes.Span);
        var bytes = new byte[(int)Math.Min(content.Length, MaxHeaderBytes)];
        await using var stream = await content.OpenAsync(cancellation);
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return IsIn(bytes.AsSpan(0, read));
    }

    /// <summary>Whether a message's first bytes have it.</summary>
    internal static bool IsIn(ReadOnlySpan<byte> message)
    {
        if (message.Length > MaxHeaderBytes) message = message[..MaxHeaderBytes];
        var found = 0;
        var says = false;
        while (!message.IsEmpty)
        {
            var end = message.IndexOf((byte)'\n');
            var line = (end < 0 ? message : message[..end]).TrimEnd("\r"u8);
            message = end < 0 ? default : message[(end + 1)..];
            if (line.IsEmpty) break;
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || !System.Text.Ascii.EqualsIgnoreCase(line[..colon].TrimEnd(" \t"u8), "TLS-Required"u8)) continue;
            found++;
            says = System.Text.Ascii.EqualsIgnoreCase(line[(colon + 1)..].Trim(" \t"u8), "No"u8);
        }

        return found == 1 && says;
    }
}
