using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Smtp.Server;
using Sekisho.Testing;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>Options with a certificate made by the test run itself.</summary>
internal static class TestTls
{
    private static readonly Lazy<SslStreamCertificateContext> Certificate = new(Make);

    public static SmtpServerOptions Options { get; } = Dialog.Default with { Tls = () => SmtpServerTls.Create(Certificate.Value) };

    public static SmtpServerOptions WithLogin(ISmtpAuthenticator authenticator, Func<SmtpServerLimits, SmtpServerLimits>? limits = null) => Options with
    {
        Authenticator = authenticator,
        RequireLogin = true,
        Limits = limits is null ? Options.Limits : limits(Options.Limits),
        Clock = new ManualTimeProvider(),
    };

    private static SslStreamCertificateContext Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mx.example", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null), null, offline: true);
    }
}
