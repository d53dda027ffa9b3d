using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;

namespace Sekisho.Smtp.Server;

/// <summary>Puts TLS between a session and its transport.</summary>
internal static class TlsUpgrade
{
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 16 * 1024, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true);
    private static readonly StreamPipeWriterOptions Writing = new(leaveOpen: true);

    /// <summary>Does the handshake; null when it fails or takes too long.</summary>
    public static async ValueTask<SslStream?> HandshakeAsync(
        IDuplexPipe transport, SmtpServerOptions options, SessionInfo session, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Limits.HandshakeTimeoutSeconds), options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var stream = new SslStream(new DuplexPipeStream(transport), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsServerAsync(options.Tls!(), either.Token);
            session.TlsVersion = Name(stream.SslProtocol);
            session.TlsCipher = stream.NegotiatedCipherSuite.ToString();
            return stream;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // What the other side sends decides whether it works: a failed handshake is an outcome, not a fault.
            await stream.DisposeAsync();
            return null;
        }
    }

    public static PipeReader Reader(SslStream stream) => PipeReader.Create(stream, Reading);

    public static PipeWriter Writer(SslStream stream) => PipeWriter.Create(stream, Writing);

    private static string Name(SslProtocols version) => version switch
    {
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => version.ToString(),
    };
}
