using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>Where an antivirus scanner listens: a Unix socket or a TCP port.</summary>
/// <param name="UnixPath">The absolute path of the socket, or null.</param>
/// <param name="Tcp">The host and port, or null.</param>
internal sealed record ScannerAddress(string? UnixPath, HostPort? Tcp)
{
    /// <summary>The form in words.</summary>
    public const string Form = "unix:/absolute/path of the socket, or HOST:PORT";

    private const string UnixPrefix = "unix:";

    /// <summary>The longest path that fits into a socket address (unix(7): 108 bytes with the final NUL).</summary>
    private const int MaxUnixPathCharacters = 107;

    /// <summary>Reads "unix:/path" or "host:port".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ScannerAddress? value)
    {
        value = null;
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            var path = text[UnixPrefix.Length..];
            if (!path.StartsWith('/') || path.Contains('\0') || System.Text.Encoding.UTF8.GetByteCount(path) > MaxUnixPathCharacters) return false;
            value = new ScannerAddress(path, null);
            return true;
        }

        if (!HostPort.TryParse(text, out var tcp) || tcp.Port == 0) return false;
        value = new ScannerAddress(null, tcp);
        return true;
    }

    /// <summary>As written.</summary>
    public override string ToString() => UnixPath is null ? Tcp!.ToString() : UnixPrefix + UnixPath;
}
