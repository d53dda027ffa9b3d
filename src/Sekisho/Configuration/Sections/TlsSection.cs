using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>Certificate and key.</summary>
internal sealed record TlsSection
{
    /// <summary>The certificate file.</summary>
    [Setting("A PEM file with the certificate, followed by the intermediate certificates.", Example = "/etc/sekisho/tls/fullchain.pem", WhenAbsent = "a self-signed certificate, made at the first start")]
    public FilePath? Certificate { get; init; }

    /// <summary>The key file.</summary>
    [Setting("A PEM file with the private key of the certificate, not encrypted, readable by Sekisho's user only.", Example = "/etc/sekisho/tls/privkey.pem", WhenAbsent = "the key of the self-signed certificate")]
    public FilePath? Key { get; init; }
}
