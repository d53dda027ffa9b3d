using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Archives;

/// <summary>Content of several sorts to be packed, the same at every run.</summary>
public static class TestContent
{
    /// <summary>Words that repeat, numbers that count, noise, zeros, and all of them together; the longest some hundred kilobytes.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> All { get; } =
    [
        ("empty", []), ("one", [7]), ("words", Words(3000)), ("long words", Words(200_000)), ("zeros", new byte[300_000]), ("noise", Noise(70_000)),
        ("mixed", [.. Words(50_000), .. Noise(20_000), .. new byte[50_000], .. Words(150_000), .. Calls(60_000)]), ("calls", Calls(100_000)),
    ];

    /// <summary>Sentences of a few hundred words.</summary>
    public static byte[] Words(int bytes)
    {
        var (random, text) = (new Random(5), new StringBuilder());
        while (text.Length < bytes) text.Append("word").Append(random.Next(300)).Append(random.Next(9) == 0 ? ".\n" : " ");
        return Encoding.ASCII.GetBytes(text.ToString(0, bytes));
    }

    /// <summary>What looks like programs: instructions of x86 and ARM that call a few places, between other bytes.</summary>
    public static byte[] Calls(int bytes)
    {
        var (random, content) = (new Random(6), new byte[bytes]);
        for (var at = 0; at + 16 <= bytes; at += 16)
        {
            random.NextBytes(content.AsSpan(at + 12, 4));
            content[at + random.Next(3)] = (byte)(random.Next(2) == 0 ? 0xE8 : 0xE9);
            content[at + 3] = (byte)(0xE8 + random.Next(2));
            BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(at + 4), (random.Next(50) * 1000) - at);
            if (random.Next(3) == 0) BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at + 8), 0xEB000000 | (uint)random.Next(0x1000000));
            else if (random.Next(3) == 0) BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at + 8), 0x94000000 | (uint)random.Next(0x4000000));
            else if (random.Next(3) == 0) BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at + 8), 0xF800F000 | (uint)random.Next(0x800) | (uint)random.Next(0x800) << 16);
            else BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at + 8), 0x90000000 | (uint)random.Next(0x1000000) & 0x60FFFFFF);
        }

        return content;
    }

    private static byte[] Noise(int bytes)
    {
        var content = new byte[bytes];
        new Random(7).NextBytes(content);
        return content;
    }
}
