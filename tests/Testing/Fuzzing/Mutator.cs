namespace Sekisho.Testing.Fuzzing;

/// <summary>Changes inputs in small ways, the same ways for the same seed.</summary>
public sealed class Mutator(ulong seed, IReadOnlyList<byte[]> seeds, int longestBytes = 64 * 1024)
{
    private static readonly byte[][] Tokens =
    [
        "\r\n"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\0"u8.ToArray(), "\r\n.\r\n"u8.ToArray(), "--"u8.ToArray(),
        "\r\n\r\n"u8.ToArray(), "\""u8.ToArray(), "("u8.ToArray(), "\\"u8.ToArray(), "=?utf-8?B?"u8.ToArray(), "?="u8.ToArray(),
        ";"u8.ToArray(), "="u8.ToArray(), " "u8.ToArray(), "\t"u8.ToArray(), "\x1b$B"u8.ToArray(), [0xFF], [0x80], [0xC0, 0xAF],
        "Content-Type: multipart/mixed; boundary=x\r\n"u8.ToArray(), "Content-Type: message/rfc822\r\n"u8.ToArray(), "99999999999999999999"u8.ToArray(),
    ];

    private ulong _state = seed == 0 ? 0x9E3779B97F4A7C15 : seed;

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var source = seeds[Below(seeds.Count)];
        var bytes = new List<byte>(source.Length <= longestBytes ? source : source[..longestBytes]);
        for (var changes = 1 + Below(8); changes > 0; changes--) Change(bytes);
        return bytes.Count <= longestBytes ? [.. bytes] : [.. bytes.GetRange(0, longestBytes)];
    }

    private void Change(List<byte> bytes)
    {
        var at = Below(bytes.Count + 1);
        switch (Below(8))
        {
            case 0 when at < bytes.Count: bytes[at] = (byte)Below(256); break;
            case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << Below(8)); break;
            case 2: bytes.InsertRange(at, Tokens[Below(Tokens.Length)]); break;
            case 3: bytes.RemoveRange(at, Math.Min(Below(64), bytes.Count - at)); break;
            case 4:
                var piece = bytes.GetRange(at, Math.Min(Below(256), bytes.Count - at));
                bytes.InsertRange(Below(bytes.Count + 1), piece);
                break;
            case 5: bytes.RemoveRange(at, bytes.Count - at); break;
            case 6:
                var other = seeds[Below(seeds.Count)];
                var from = Below(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(Below(512), other.Length - from)).ToArray());
                break;
            default: bytes.InsertRange(at, Enumerable.Repeat((byte)Below(256), Below(300))); break;
        }
    }

    private int Below(int limit)
    {
        // xorshift64*: small, seeded, the same on every machine.
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return limit <= 0 ? 0 : (int)((_state * 0x2545F4914F6CDD1D >> 33) % (ulong)limit);
    }
}
