using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sekisho.Kernel.Files;

namespace Sekisho.Starting;

/// <summary>
/// The certificate of a system that was given none. Senders that use TLS where it is offered take any certificate
/// (RFC 7435), so a self-signed one already stops everybody who only listens.
/// </summary>
internal static class SelfSigned
{
    /// <summary>The folder of certificate and key in the data folder.</summary>
    public const string FolderName = "tls";

    private const int ValidDays = 3650;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes certificate and key where one of them is missing; keeps those that exist.</summary>
    /// <returns>The paths of certificate and key, and whether they are new.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static (string Certificate, string Key, bool Made) Ensure(string dataFolder, string hostName, TimeProvider clock)
    {
        var folder = Path.Combine(dataFolder, FolderName);
        var certificatePath = Path.Combine(folder, "certificate.pem");
        var keyPath = Path.Combine(folder, "key.pem");
        if (File.Exists(certificatePath) && File.Exists(keyPath)) return (certificatePath, keyPath, false);
        Directory.CreateDirectory(folder, OwnerOnly);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Make(key, hostName, clock.GetUtcNow());
        // The key first: with a certificate alone the next start makes both anew.
        DurableFile.Replace(keyPath, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        DurableFile.Replace(certificatePath, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
        return (certificatePath, keyPath, true);
    }

    /// <summary>Whether a certificate and a key can be read and belong together.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Check(string certificatePath, string keyPath)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"The certificate {certificatePath} with the key {keyPath} cannot be used: {exception.Message}";
        }
    }

    private static X509Certificate2 Make(ECDsa key, string hostName, DateTimeOffset now)
    {
        var request = new CertificateRequest($"CN={(hostName.Length <= 64 ? hostName : "sekisho")}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostName);
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        // A day back: clocks of other machines go wrong.
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(ValidDays));
    }
}
