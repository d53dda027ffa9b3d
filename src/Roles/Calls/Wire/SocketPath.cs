using System.Text;

namespace Sekisho.Roles.Calls.Wire;

/// <summary>The paths of Unix sockets.</summary>
internal static class SocketPath
{
    /// <summary>Whether the kernel can take it.</summary>
    public static bool Fits(string path) => Encoding.UTF8.GetByteCount(path) <= CallWire.LongestSocketPathBytes;
}
