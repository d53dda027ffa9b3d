namespace Sekisho.Flow.Tests.Support;

/// <summary>Messages as they travel in DATA.</summary>
public static class WireForm
{
    /// <summary>The message with CRLF line ends, as a sender would bring a file onto the wire.</summary>
    public static byte[] WithCrLf(ReadOnlySpan<byte> file)
    {
        var bytes = new List<byte>(file.Length + (file.Length / 40) + 2);
        for (var i = 0; i < file.Length; i++)
        {
            if (file[i] == '\n' && (i == 0 || file[i - 1] != '\r')) bytes.Add((byte)'\r');
            bytes.Add(file[i]);
        }

        if (bytes.Count < 2 || bytes[^1] != '\n') bytes.AddRange("\r\n"u8);
        return [.. bytes];
    }

    /// <summary>Dot-stuffed and terminated.</summary>
    public static byte[] Stuffed(ReadOnlySpan<byte> message)
    {
        var bytes = new List<byte>(message.Length + 64);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '.' && (i == 0 || (i >= 2 && message[i - 1] == '\n' && message[i - 2] == '\r'))) bytes.Add((byte)'.');
            bytes.Add(message[i]);
        }

        bytes.AddRange(".\r\n"u8);
        return [.. bytes];
    }
}
