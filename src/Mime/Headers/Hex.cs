namespace Sekisho.Mime;

/// <summary>Hexadecimal digits.</summary>
internal static class Hex
{
    /// <summary>The value of two digits of any case, or -1.</summary>
    public static int Pair(byte high, byte low)
    {
        int h = Digit(high), l = Digit(low);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
