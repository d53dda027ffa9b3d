using System.Security.Cryptography.X509Certificates;

namespace Sekisho.Deliver.Security;

/// <summary>Which authorities are believed.</summary>
internal static class Authorities
{
    /// <summary>Those of a PEM file; null for the system's.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds no certificates.</exception>
    public static X509Certificate2Collection? Read(string? file)
    {
        if (file is null) return null;
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    }

    /// <summary>How a chain is built: nothing is fetched from addresses that a certificate names.</summary>
    /// <param name="roots">The authorities; null for the system's.</param>
    public static X509ChainPolicy Policy(X509Certificate2Collection? roots)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (roots is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
