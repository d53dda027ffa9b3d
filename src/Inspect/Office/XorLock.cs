using System.Buffers.Binary;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Office;

/// <summary>The obfuscation of workbooks before Excel 97, which later ones still write and read (MS-OFFCRYPTO §2.3.7, method 1): a word of 15 letters at most makes sixteen bytes that repeat.</summary>
internal sealed class XorLock
{
    private const string Standard = "VelvetSweatshop";
    private const int MaxBytes = 15;
    private const int ArrayBytes = 16;

    private static readonly ushort[] InitialCodes = [0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3];

    private static readonly byte[] Pad = [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00];

    private readonly byte[] _array;

    private XorLock(ReadOnlySpan<byte> word, ushort key) => _array = ArrayOf(word, key);

    /// <summary>Looks for the word; null where none opens it.</summary>
    /// <param name="description">The key of the word, and its verifier.</param>
    /// <param name="visit">The file.</param>
    public static XorLock? Search(ReadOnlySpan<byte> description, ContainerVisit visit)
    {
        var (key, verifier) = (BinaryPrimitives.ReadUInt16LittleEndian(description), BinaryPrimitives.ReadUInt16LittleEndian(description[2..]));
        return WordTrying.Find(visit, _ => 1, text =>
        {
            var word = Encoding.Latin1.GetBytes(text);
            return word.Length is > 0 and <= MaxBytes && VerifierOf(word) == verifier && KeyOf(word) == key ? new XorLock(word, key) : null;
        }, Standard);
    }

    /// <summary>The value by which a wrong word is known (§2.3.7.1).</summary>
    public static ushort VerifierOf(ReadOnlySpan<byte> word)
    {
        var verifier = 0;
        for (var i = word.Length - 1; i >= -1; i--)
            verifier = (verifier >> 14 & 1 | verifier << 1 & 0x7FFF) ^ (i < 0 ? word.Length : word[i]);
        return (ushort)(verifier ^ 0xCE4B);
    }

    /// <summary>The key (§2.3.7.2). Its matrix is one shift register (polynomial 0x1021): seven values a letter, one left out.</summary>
    public static ushort KeyOf(ReadOnlySpan<byte> word)
    {
        var (key, value) = (InitialCodes[word.Length - 1], 0x1021);
        for (var i = word.Length - 1; i >= 0; i--)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                if (bit < 7 && (word[i] >> bit & 1) != 0) key ^= (ushort)value;
                value = (value & 0x8000) != 0 ? (value << 1 ^ 0x1021) & 0xFFFF : value << 1;
            }
        }

        return key;
    }

    /// <summary>The stream in the open. The place of a record's end says where in the array it begins (§2.3.7.3).</summary>
    public byte[] Apply(ReadOnlySpan<byte> stream)
    {
        var plain = stream.ToArray();
        for (var at = 0; at + 4 <= plain.Length;)
        {
            int bytes = BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]), start = at + 4;
            for (var i = start; i < Math.Min(start + bytes, plain.Length); i++) plain[i] = byte.RotateRight((byte)(plain[i] ^ _array[(i + bytes) % ArrayBytes]), 5);
            at = start + bytes;
        }

        return plain;
    }

    /// <summary>§2.3.7.2: word and padding, each with the high or low byte of the key, turned by one bit.</summary>
    private static byte[] ArrayOf(ReadOnlySpan<byte> word, ushort key)
    {
        var array = new byte[ArrayBytes];
        for (var i = 0; i < ArrayBytes; i++)
        {
            var value = i < word.Length ? word[i] : Pad[i - word.Length];
            array[i] = byte.RotateRight((byte)(value ^ (byte)(i % 2 == 0 ? key : key >> 8)), 1);
        }

        return array;
    }
}
