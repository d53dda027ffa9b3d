namespace Sekisho.Bench.Mail.Load;

/// <summary>Real messages, ready for the wire: lines end with CRLF, dots are doubled, the final dot is there.</summary>
internal static class MessageSet
{
    private static readonly string[] Subjects = ["mail/phishing", "mail/ham", "mail/spam"];

    /// <summary>All messages of the corpora, sorted by name and then dealt out so that kinds and sizes mix, always in the same order.</summary>
    /// <exception cref="BenchException">The corpora are not here.</exception>
    public static IReadOnlyList<byte[]> Load(string? corpora)
    {
        if (corpora is null || !Directory.Exists(Path.Combine(corpora, Subjects[0])))
            throw new BenchException("the corpus of real messages is not here: set SEKISHO_CORPORA to its folder");
        var files = Subjects.SelectMany(subject => Directory.GetFiles(Path.Combine(corpora, subject)))
            .Where(IsMessage)
            .OrderBy(file => Hash(Path.GetFileName(file)))
            .ThenBy(file => file, StringComparer.Ordinal);
        return [.. files.Select(file => ToWire(File.ReadAllBytes(file)))];
    }

    /// <summary>Turns any line end into CRLF and doubles leading dots (RFC 5321 §4.5.2).</summary>
    public static byte[] ToWire(ReadOnlySpan<byte> message)
    {
        using var wire = new MemoryStream(message.Length + message.Length / 16 + 8);
        while (!message.IsEmpty)
        {
            var end = message.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? message : message[..end];
            if (!line.IsEmpty && line[0] == '.') wire.WriteByte((byte)'.');
            wire.Write(line);
            wire.Write("\r\n"u8);
            if (end < 0) break;
            message = message[(end + (message[end] == '\r' && end + 1 < message.Length && message[end + 1] == '\n' ? 2 : 1))..];
        }

        wire.Write(".\r\n"u8);
        return wire.ToArray();
    }

    private static bool IsMessage(string file) =>
        !Path.GetFileName(file).StartsWith("README", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(file) is not (".md" or ".tsv" or ".csv" or ".json");

    /// <summary>FNV-1a: a fixed order that no one chose.</summary>
    private static uint Hash(string name) => name.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}
