namespace Sekisho.Mime;

/// <summary>The alphabet of RFC 4648 §4.</summary>
internal static class Base64Alphabet
{
    /// <summary>The six bits of a character, or -1.</summary>
    public static int ValueOf(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
