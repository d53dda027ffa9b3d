using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge.Certificates;

/// <summary>A certificate in files, read again when they change, so that a renewal needs no restart.</summary>
internal sealed class CertificateFile
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private SslServerAuthenticationOptions _options;
    private (DateTime Certificate, DateTime Key) _stamp;
    private DateTimeOffset _lookedAt;

    /// <summary>Reads the files.</summary>
    /// <exception cref="CryptographicException">They are no certificate and key that fit.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public CertificateFile(string certificatePath, string keyPath, TimeProvider clock, ILogger logger)
    {
        _certificatePath = certificatePath;
        _keyPath = keyPath;
        _clock = clock;
        _logger = logger;
        _stamp = Stamp();
        _options = Read();
        _lookedAt = clock.GetUtcNow();
    }

    /// <summary>The settings of a new handshake.</summary>
    public SslServerAuthenticationOptions Current()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (now - _lookedAt < LookAgainAfter) return _options;
            _lookedAt = now;
            try
            {
                var stamp = Stamp();
                if (stamp == _stamp) return _options;
                _options = Read();
                _stamp = stamp;
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // Half-written files: the next look sees the whole ones.
                Log.CertificateUnreadable(_logger, _certificatePath, exception);
            }

            return _options;
        }
    }

    private (DateTime Certificate, DateTime Key) Stamp() => (File.GetLastWriteTimeUtc(_certificatePath), File.GetLastWriteTimeUtc(_keyPath));

    private SslServerAuthenticationOptions Read()
    {
        // Handshakes under way may still use the certificate from before: the collector disposes of it.
        var certificate = X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificatePath);
        Log.CertificateRead(_logger, _certificatePath, certificate.Subject, certificate.NotAfter);
        return SmtpServerTls.Create(SslStreamCertificateContext.Create(certificate, chain, offline: true));
    }
}
