namespace Sekisho.Testing.Dns;

/// <summary>A query as the test server got it.</summary>
/// <param name="Name">The name, in the case in which it was sent.</param>
/// <param name="Type">The type's number.</param>
/// <param name="OverTcp">Over TCP.</param>
/// <param name="Extended">With an OPT record.</param>
/// <param name="Bytes">All of it.</param>
public sealed record DnsTestQuery(string Name, int Type, bool OverTcp, bool Extended, byte[] Bytes)
{
    /// <summary>The question section as sent.</summary>
    public ReadOnlySpan<byte> Question => Bytes.AsSpan(12, Name.Length + (Name.Length == 0 ? 1 : 2) + 4);

    public static DnsTestQuery? Read(ReadOnlySpan<byte> bytes, bool overTcp)
    {
        if (bytes.Length < 17) return null;
        var labels = new List<string>();
        var at = 12;
        while (at < bytes.Length && bytes[at] != 0)
        {
            if (at + 1 + bytes[at] >= bytes.Length) return null;
            labels.Add(System.Text.Encoding.Latin1.GetString(bytes.Slice(at + 1, bytes[at])));
            at += 1 + bytes[at];
        }

        return at + 5 > bytes.Length
            ? null
            : new DnsTestQuery(string.Join('.', labels), (bytes[at + 1] << 8) | bytes[at + 2], overTcp, bytes[11] == 1, bytes.ToArray());
    }
}
