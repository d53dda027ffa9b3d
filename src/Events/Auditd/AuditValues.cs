using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;

namespace Sekisho.Events.Auditd;

/// <summary>How values stand in the audit log: in quotes, as they are, or, when they have spaces or quotes in them, as hexadecimal digits.</summary>
internal static class AuditValues
{
    /// <summary>Fields that a program may fill: without quotes they are hexadecimal.</summary>
    private static readonly HashSet<string> Encoded = new(StringComparer.Ordinal)
    {
        "proctitle", "comm", "exe", "cmd", "name", "path", "cwd", "dir", "file", "key", "acct", "data", "ocomm", "watch", "vm", "device",
        "cgroup", "profile", "grantors", "exec", "bool", "model", "ksize", "new-disk", "old-disk", "sw", "root_dir",
    };

    /// <summary>Values of the field may be hexadecimal.</summary>
    public static bool MayBeEncoded(ReadOnlySpan<byte> name) => name.Length < 16 && Encoded.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Characters(name, stackalloc char[16]));

    /// <summary>Decodes hexadecimal digits.</summary>
    /// <param name="value">The digits.</param>
    /// <param name="target">Half as many bytes.</param>
    /// <returns>Whether it is nothing but pairs of digits.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (value.Length is 0 || value.Length % 2 != 0 || target.Length < value.Length / 2) return false;
        return Convert.FromHexString(value, target, out _, out var written) == System.Buffers.OperationStatus.Done && written == value.Length / 2;
    }

    /// <summary>Reads a socket address (struct sockaddr, in hexadecimal) as text.</summary>
    /// <param name="hex">Its digits.</param>
    /// <param name="family">ipv4, ipv6, unix, netlink, or the number of another.</param>
    /// <param name="address">The address, or the path of the socket.</param>
    /// <param name="port">The port; 0 where there is none.</param>
    public static bool TryReadAddress(ReadOnlySpan<byte> hex, out string family, out string address, out int port)
    {
        (family, address, port) = ("", "", 0);
        Span<byte> bytes = stackalloc byte[128];
        if (hex.Length > 256 || !TryDecode(hex, bytes)) return false;
        bytes = bytes[..(hex.Length / 2)];
        if (bytes.Length < 2) return false;
        switch (BinaryPrimitives.ReadUInt16LittleEndian(bytes))
        {
            case 1:
                family = "unix";
                var path = bytes[2..];
                if (path.Length > 0 && path[0] == 0) path = path[1..];
                var end = path.IndexOf((byte)0);
                address = System.Text.Encoding.UTF8.GetString(end < 0 ? path : path[..end]);
                return true;
            case 2 when bytes.Length >= 8:
                (family, address, port) = ("ipv4", new IPAddress(bytes[4..8]).ToString(), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
                return true;
            case 10 when bytes.Length >= 24:
                (family, address, port) = ("ipv6", new IPAddress(bytes[8..24]).ToString(), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
                return true;
            case 16:
                family = "netlink";
                return true;
            case var other:
                family = other.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return true;
        }
    }

    /// <summary>Whether a name is that of an argument of a program: a0, a1, … or a piece of one, a0[0], and which.</summary>
    public static bool IsArgument(ReadOnlySpan<byte> name, out int number)
    {
        number = -1;
        if (name.Length < 2 || name[0] != (byte)'a' || !Utf8Parser.TryParse(name[1..], out number, out var used) || number < 0) return false;
        return used + 1 == name.Length || name[used + 1] == (byte)'[';
    }

    private static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> text, Span<char> into) => into[..System.Text.Encoding.Latin1.GetChars(text, into)];
}
