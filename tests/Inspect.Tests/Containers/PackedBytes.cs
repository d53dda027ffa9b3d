using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>Packed archives for tests, written by hand: codes of one length, bytes as they are, and matches for runs.</summary>
internal static class PackedBytes
{
    /// <summary>A cabinet (MS-CAB) with one file in one block.</summary>
    public static byte[] Cab(string name, int method, int bytes, byte[] packed, int folder = 0)
    {
        var head = new byte[36 + 8 + 16];
        "MSCF"u8.CopyTo(head);
        (head[16], head[26], head[28]) = (44, 1, 1);
        var dataAt = head.Length + name.Length + 1;
        (head[36], head[40]) = ((byte)dataAt, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(42), (ushort)method);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(44), bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(52), (ushort)folder);
        var block = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(4), (ushort)packed.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(6), (ushort)bytes);
        return [.. head, .. Encoding.ASCII.GetBytes(name), 0, .. block, .. packed];
    }

    /// <summary>One block of MSZIP.</summary>
    public static byte[] MsZip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(content);
        return [.. "CK"u8, .. output.ToArray()];
    }

    /// <summary>One frame of LZX: a verbatim block whose main code has nine bits for every symbol.</summary>
    public static byte[] Lzx(byte[] content)
    {
        var bits = new BitWriter();
        bits.Write(0, 1);
        bits.Write(1, 3);
        bits.Write(content.Length, 24);
        foreach (var symbols in (int[])[256, 240, 249])
        {
            // The code of lengths has two symbols: no difference to the zero before, and nine more than it.
            for (var i = 0; i < 20; i++) bits.Write(i is 0 or 8 ? 1 : 0, 4);
            for (var i = 0; i < symbols; i++) bits.Write(symbols == 249 ? 0 : 1, 1);
        }

        WriteSymbols(bits, content, 8, 256 + 24 + 6, 0);
        var packed = bits.ToArray();
        if (packed.Length % 2 == 1) packed = [.. packed, 0];
        for (var i = 0; i < packed.Length; i += 2) (packed[i], packed[i + 1]) = (packed[i + 1], packed[i]);
        return packed;
    }

    /// <summary>A RAR file of the fifth generation with one packed member; with a filter for calls, where asked for.</summary>
    public static byte[] Rar(string name, byte[] content, bool isFiltered = false, int version = 0)
    {
        var bits = new BitWriter();
        for (var i = 0; i < 20; i++) bits.Write(i is 4 or 6 or 9 ? 2 : 0, 4);
        foreach (var (symbols, code) in ((int, int)[])[(306, 2), (64, 1), (16, 0), (44, 1)])
            for (var i = 0; i < symbols; i++) bits.Write(code, 2);
        if (isFiltered)
        {
            bits.Write(256, 9);
            bits.Write(0, 2);
            bits.Write(0, 8);
            bits.Write(1, 2);
            bits.Write(content.Length & 0xFF, 8);
            bits.Write(content.Length >> 8, 8);
            bits.Write(1, 3);
        }

        WriteSymbols(bits, content, 8, 268, 6);
        var used = bits.Count % 8 == 0 ? 8 : bits.Count % 8;
        var block = bits.ToArray();
        byte flags = (byte)(0xC0 | 1 << 3 | (used - 1)), low = (byte)block.Length, high = (byte)(block.Length >> 8);
        byte[] data = [flags, (byte)(0x5A ^ flags ^ low ^ high), low, high, .. block];
        byte[] file = [2, 2, .. Variable(data.Length), 0, .. Variable(content.Length), 0, .. Variable(version | 1 << 7), 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)];
        return [.. "Rar!\u001a\u0007\u0001\0"u8, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, (byte)file.Length, .. file, .. data, 0, 0, 0, 0, 3, 5, 0, 0];
    }

    /// <summary>An LHA archive with a header of level 0.</summary>
    public static byte[] Lzh(string name, byte[] content, string method)
    {
        var data = content;
        if (method == "-lh5-")
        {
            var bits = new BitWriter();
            bits.Write(WriteSymbols(new BitWriter(), content, 8, 256 + 5, 0), 16);
            bits.Write(0, 5);
            bits.Write(11, 5);
            bits.Write(510, 9);
            bits.Write(0, 4);
            bits.Write(0, 4);
            WriteSymbols(bits, content, 8, 256 + 5, 0);
            data = bits.ToArray();
        }

        var head = new byte[22];
        head[0] = (byte)(22 + name.Length);
        Encoding.ASCII.GetBytes(method).CopyTo(head, 2);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(7), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(11), content.Length);
        head[21] = (byte)name.Length;
        return [.. head, .. Encoding.ASCII.GetBytes(name), 0, 0, .. data, 0];
    }

    /// <summary>Bytes as nine bits each, and runs of so many bytes as a match that lies one byte back; how many symbols there are.</summary>
    private static int WriteSymbols(BitWriter bits, byte[] content, int matchBytes, int match, int distanceBits)
    {
        var count = 0;
        for (var i = 0; i < content.Length; count++)
        {
            if (i > 0 && i + matchBytes <= content.Length && !content.AsSpan(i, matchBytes).ContainsAnyExcept(content[i - 1]))
            {
                bits.Write(match, 9);
                bits.Write(0, distanceBits);
                i += matchBytes;
            }
            else bits.Write(content[i++], 9);
        }

        return count;
    }

    private static byte[] Variable(long value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7) bytes.Add((byte)(value & 0x7F | 0x80));
        return [.. bytes, (byte)value];
    }

    /// <summary>Writes bits from the highest of a byte on.</summary>
    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];

        public int Count { get; private set; }

        public void Write(int value, int bits)
        {
            for (var i = bits - 1; i >= 0; i--, Count++)
            {
                if (Count % 8 == 0) _bytes.Add(0);
                _bytes[^1] |= (byte)((value >> i & 1) << (7 - (Count % 8)));
            }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
