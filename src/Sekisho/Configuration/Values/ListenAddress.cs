using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>Where a door is open.</summary>
/// <param name="At">The address and port.</param>
/// <param name="ImplicitTls">TLS from the first byte (RFC 8314 §3.3); otherwise STARTTLS is offered.</param>
internal sealed record ListenAddress(HostPort At, bool ImplicitTls)
{
    /// <summary>The form in words.</summary>
    public const string Form =
        "HOST:PORT with an address of this machine (IPv6 in brackets), port 0 for any free one, with '/tls' behind it for TLS from the first byte: 127.0.0.1:2465/tls";

    private const string TlsSuffix = "/tls";

    /// <summary>Reads "host:port" or "host:port/tls".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? value)
    {
        value = null;
        var tls = text.EndsWith(TlsSuffix, StringComparison.OrdinalIgnoreCase);
        if (!HostPort.TryParse(tls ? text[..^TlsSuffix.Length] : text, out var at)) return false;
        // Only addresses: a name that resolves to something else tomorrow must not open another door.
        if (at.Host != "localhost" && !System.Net.IPAddress.TryParse(at.Host, out _)) return false;
        value = new ListenAddress(at, tls);
        return true;
    }

    /// <summary>As written.</summary>
    public override string ToString() => ImplicitTls ? At + TlsSuffix : At.ToString();
}
