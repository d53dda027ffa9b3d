using System.Globalization;
using System.Net;
using System.Text;

namespace Sekisho.Testing.Dns;

/// <summary>
/// Writes answers, good and bad ones, independently of the product's own code: names are written uncompressed unless a test
/// writes the bytes itself.
/// </summary>
public sealed class DnsTestMessage
{
    public const int A = 1, Ns = 2, Cname = 5, Soa = 6, Ptr = 12, Mx = 15, Txt = 16, Aaaa = 28, Srv = 33, Opt = 41, Tlsa = 52, Caa = 257;

    private static readonly Dictionary<string, int> Types = new()
    {
        ["A"] = A,
        ["NS"] = Ns,
        ["CNAME"] = Cname,
        ["SOA"] = Soa,
        ["PTR"] = Ptr,
        ["MX"] = Mx,
        ["TXT"] = Txt,
        ["AAAA"] = Aaaa,
        ["SRV"] = Srv,
        ["TLSA"] = Tlsa,
        ["CAA"] = Caa,
    };

    private readonly List<byte> _bytes = [];

    /// <summary>An answer to a query: its identifier and its question, no records yet.</summary>
    public static DnsTestMessage To(DnsTestQuery query, int code = 0, bool authenticated = false, bool truncated = false)
    {
        ArgumentNullException.ThrowIfNull(query);
        var message = new DnsTestMessage();
        message._bytes.AddRange(query.Bytes.AsSpan(0, 2));
        message._bytes.AddRange([(byte)(0x81 | (truncated ? 2 : 0)), (byte)(0x80 | (authenticated ? 0x20 : 0) | code), 0, 1, 0, 0, 0, 0, 0, 0]);
        message._bytes.AddRange(query.Question);
        return message;
    }

    public DnsTestMessage Answer(string name, int type, uint ttl, byte[] data) => Add(7, name, type, ttl, data);

    /// <summary>A record from its text: "10 mx.example.org" for MX, "192.0.2.1" for A, and so on.</summary>
    public DnsTestMessage Answer(string name, int type, uint ttl, string text) => Add(7, name, type, ttl, Data(type, text));

    public DnsTestMessage Authority(string name, int type, uint ttl, string text) => Add(9, name, type, ttl, Data(type, text));

    public DnsTestMessage Additional(string name, int type, uint ttl, string text) => Add(11, name, type, ttl, Data(type, text));

    /// <summary>Bytes as they are, wherever the message ends now.</summary>
    public DnsTestMessage Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Sets one of the header's counters (4 questions, 6 answers, 8 authorities, 10 additionals).</summary>
    public DnsTestMessage Count(int at, int value)
    {
        _bytes[at] = (byte)(value >> 8);
        _bytes[at + 1] = (byte)value;
        return this;
    }

    /// <summary>Changes one byte.</summary>
    public DnsTestMessage Set(int at, byte value)
    {
        _bytes[at] = value;
        return this;
    }

    public byte[] ToBytes() => [.. _bytes];

    public static byte[] Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = new List<byte>();
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.Latin1.GetBytes(label));
        }

        bytes.Add(0);
        return [.. bytes];
    }

    public static int TypeNumber(string type) => Types.TryGetValue(type, out var number) ? number : int.Parse(type, CultureInfo.InvariantCulture);

    public static byte[] Data(int type, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return type switch
        {
            A or Aaaa => IPAddress.Parse(text).GetAddressBytes(),
            Ns or Cname or Ptr => Name(text),
            Mx => [.. Number(words[0], 2), .. Name(words[1])],
            Srv => [.. Number(words[0], 2), .. Number(words[1], 2), .. Number(words[2], 2), .. Name(words[3])],
            Soa => [.. Name(words[0]), .. Name(words[1]), .. words[2..7].SelectMany(word => Number(word, 4))],
            Txt => [.. text.Chunk(255).SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.Latin1.GetBytes(part)])],
            Tlsa => [.. words[..3].SelectMany(word => Number(word, 1)), .. Convert.FromHexString(words[3])],
            Caa => [.. Number(words[0], 1), (byte)words[1].Length, .. Encoding.Latin1.GetBytes(words[1]), .. Encoding.Latin1.GetBytes(words[2])],
            _ => Convert.FromHexString(text),
        };
    }

    private DnsTestMessage Add(int counter, string name, int type, uint ttl, byte[] data)
    {
        _bytes[counter]++;
        if (_bytes[counter] == 0) _bytes[counter - 1]++;
        _bytes.AddRange(Name(name));
        _bytes.AddRange([(byte)(type >> 8), (byte)type, 0, 1, (byte)(ttl >> 24), (byte)(ttl >> 16), (byte)(ttl >> 8), (byte)ttl, (byte)(data.Length >> 8), (byte)data.Length]);
        _bytes.AddRange(data);
        return this;
    }

    private static byte[] Number(string text, int bytes)
    {
        var value = uint.Parse(text, CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, bytes).Select(i => (byte)(value >> (8 * (bytes - 1 - i))))];
    }
}
