namespace Sekisho.Inspect.Memory;

/// <summary>Numbers of tokens as bytes, three each: hashes of 18 bits, which many words share. No text travels and none is kept.</summary>
public static class WordNumbers
{
    /// <summary>The most tokens of one message that are learned from or asked for. Stops a long message from counting for more than a person reads.</summary>
    public const int Most = 1_000;

    /// <summary>Bytes of one number.</summary>
    public const int Bytes = 3;

    /// <summary>Writes the first of them.</summary>
    public static byte[] Write(ReadOnlySpan<int> numbers)
    {
        var count = Math.Min(numbers.Length, Most);
        var bytes = new byte[count * Bytes];
        for (var i = 0; i < count; i++)
            (bytes[i * Bytes], bytes[i * Bytes + 1], bytes[i * Bytes + 2]) = ((byte)(numbers[i] >> 16), (byte)(numbers[i] >> 8), (byte)numbers[i]);
        return bytes;
    }

    /// <summary>Reads them; null for bytes that are no such numbers.</summary>
    public static int[]? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Bytes != 0 || bytes.Length > Most * Bytes) return null;
        var numbers = new int[bytes.Length / Bytes];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = bytes[i * Bytes] << 16 | bytes[i * Bytes + 1] << 8 | bytes[i * Bytes + 2];
        return numbers;
    }
}
