namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Knows disk images of macOS that are locked with a password; none is opened.</summary>
internal static class AppleImage
{
    /// <summary>Whether all of it is encrypted: the newer form says so at its beginning, the older one at its end.</summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> content) => content.StartsWith("encrcdsa"u8) || content.EndsWith("cdsaencr"u8);
}
