using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sekisho.Testing.Http;

/// <summary>An HTTPS server on loopback that answers every request with the bytes that the test wants, well-formed or not.</summary>
public sealed class ScriptedHttpsServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly X509Certificate2 _certificate;

    private ScriptedHttpsServer(X509Certificate2 certificate, IPEndPoint at)
    {
        _certificate = certificate;
        _listener = new LoopbackListener(at, (socket, _) => ServeAsync(socket));
        _listener.Start();
    }

    /// <summary>The port where it listens, on 127.0.0.1 unless the test has chosen another address.</summary>
    public int Port => _listener.EndPoint.Port;

    /// <summary>The answer to a request (its header as text); null: silence until the client goes away.</summary>
    public Func<string, byte[]?> Answer { get; set; } = _ => Text("404 Not Found", "text/plain", "");

    /// <summary>All requests: header and body, a character for each byte.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Connections so far, those included that never became a request.</summary>
    public int Connections => _listener.Count;

    public static ScriptedHttpsServer Start(X509Certificate2 certificate) => new(certificate, new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Starts one at an address and port that the test has chosen.</summary>
    public static ScriptedHttpsServer Start(X509Certificate2 certificate, IPEndPoint at) => new(certificate, at);

    /// <summary>A whole answer.</summary>
    public static byte[] Text(string status, string contentType, string body, string moreHeaders = "") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{moreHeaders}Connection: close\r\n\r\n{body}");

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>The header is there, and the body that it announces.</summary>
    private static bool IsWhole(string request)
    {
        const string length = "\r\nContent-Length: ";
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var at = request.IndexOf(length, StringComparison.OrdinalIgnoreCase);
        var body = at < 0 || at > end ? 0 : int.Parse(request.AsSpan((at + length.Length)..request.IndexOf("\r\n", at + length.Length, StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return request.Length >= end + 4 + body;
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _listener.Stopping);
            var header = new StringBuilder();
            var buffer = new byte[4096];
            while (!IsWhole(header.ToString()))
            {
                var read = await stream.ReadAsync(buffer, _listener.Stopping);
                if (read == 0) return;
                header.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }

            _requests.Enqueue(header.ToString());
            if (Answer(header.ToString()) is { } answer)
            {
                await stream.WriteAsync(answer, _listener.Stopping);
                await stream.ShutdownAsync();
            }
            else
            {
                _ = await stream.ReadAsync(buffer, _listener.Stopping);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException or AuthenticationException)
        {
            // The client has gone or wants no TLS with us, or the end.
        }
    }
}
