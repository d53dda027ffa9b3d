using System.Text;

namespace Sekisho.Sigma.Values;

/// <summary>Base64 (RFC 4648 section 4) as rules look for it.</summary>
internal static class Base64Text
{
    private static readonly int[] CutAtStart = [0, 2, 3];
    private static readonly int[] CutAtEnd = [0, 3, 2];

    /// <summary>The encoded bytes.</summary>
    public static byte[] Encode(byte[] bytes) => Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes));

    /// <summary>
    /// The parts that stay the same wherever the bytes lie in what was encoded: encoded behind none, one and two other
    /// bytes, without the characters at both ends that depend on the neighbours.
    /// </summary>
    public static IReadOnlyList<byte[]> EncodeAtOffsets(byte[] bytes)
    {
        var result = new List<byte[]>();
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Encode([.. new byte[offset], .. bytes]);
            var end = encoded.Length - CutAtEnd[(bytes.Length + offset) % 3];
            result.Add(encoded[Math.Min(CutAtStart[offset], end)..end]);
        }

        return result;
    }
}
