using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sekisho.Testing;

/// <summary>A root, an authority below it and a server's certificate below that, all made for one test; keys and names can be told.</summary>
public sealed class CertificateChain : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>Makes a chain.</summary>
    /// <param name="host">The server's name.</param>
    /// <param name="notAfter">When the server's certificate ends; null: in a day.</param>
    public CertificateChain(string host, DateTimeOffset? notAfter = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rootKey = Own(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        AuthorityKey = Own(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        Root = Own(Authority("CN=Chain root", rootKey, null, now));
        Issuer = Own(Authority("CN=Chain authority", AuthorityKey, Root, now));
        Server = Own(Leaf(host, Issuer, AuthorityKey, now.AddDays(-2), notAfter ?? now.AddDays(1)));
    }

    /// <summary>The top, self-signed.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The authority that signs servers.</summary>
    public X509Certificate2 Issuer { get; }

    /// <summary>The server's certificate with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The authority's key.</summary>
    public ECDsa AuthorityKey { get; }

    /// <summary>A server's certificate that names the issuer but that another key has signed.</summary>
    public X509Certificate2 Forged(string host)
    {
        var wrong = Own(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var now = TimeProvider.System.GetUtcNow();
        // Same name and same key identifier, so that the way is built up to the issuer.
        return Own(Leaf(host, Issuer, wrong, now.AddDays(-1), now.AddDays(1)));
    }

    /// <summary>A certificate of a server signed by this server's key: it is no authority.</summary>
    public X509Certificate2 BelowServer(string host)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = Server.GetECDsaPrivateKey()!;
        return Own(Leaf(host, Server, key, now.AddHours(-1), now.AddHours(20)));
    }

    public void Dispose() => _owned.ForEach(each => each.Dispose());

    private static X509Certificate2 Authority(string name, ECDsa key, X509Certificate2? issuer, DateTimeOffset now)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null) return request.CreateSelfSigned(now.AddDays(-5), now.AddDays(5));
        using var certificate = request.Create(issuer, now.AddDays(-4), now.AddDays(4), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Leaf(string host, X509Certificate2 issuer, ECDsa signing, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(signing), from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private T Own<T>(T thing)
        where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }
}
