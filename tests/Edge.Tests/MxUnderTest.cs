using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Roles.Hosting;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge.Tests;

/// <summary>The role with all three kinds of listener on loopback, and a certificate of its own.</summary>
internal sealed class MxUnderTest : IAsyncDisposable
{
    private static readonly Lazy<(string Certificate, string Key)> Pem = new(MakeCertificate);

    private readonly DirectoryInfo _folder;

    private MxUnderTest(FakeCalls calls, MxOptions options, DirectoryInfo folder, TimeProvider clock)
    {
        Calls = calls;
        _folder = folder;
        Role = new MxRole(options, new RoleEnvironment
        {
            InstanceName = "mx",
            RunId = "run-1",
            Folder = folder.FullName,
            Calls = calls,
            Clock = clock,
            Logs = NullLoggerFactory.Instance,
        });
    }

    public FakeCalls Calls { get; }

    public MxRole Role { get; }

    public static async Task<MxUnderTest> StartAsync(Func<MxOptions, MxOptions>? change = null, FakeCalls? calls = null, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-mx-");
        var (certificate, key) = Pem.Value;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "certificate.pem"), certificate);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), key);
        var options = new MxOptions
        {
            HostName = "mx.example",
            Listeners =
            [
                new MxListener("127.0.0.1:0", ListenerKind.Relay),
                new MxListener("127.0.0.1:0", ListenerKind.Submission),
                new MxListener("127.0.0.1:0", ListenerKind.SubmissionTls),
            ],
            CertificatePath = Path.Combine(folder.FullName, "certificate.pem"),
            KeyPath = Path.Combine(folder.FullName, "key.pem"),
            Limits = new SmtpServerLimits { TarpitAfterErrors = int.MaxValue },
        };
        var mx = new MxUnderTest(calls ?? new FakeCalls(), change is null ? options : change(options), folder, clock ?? TimeProvider.System);
        await mx.Role.StartAsync(CancellationToken.None);
        return mx;
    }

    public IPEndPoint Address(string name) => IPEndPoint.Parse(Role.Addresses[name][0]);

    public Task<MailClient> ConnectAsync(string name = "mx") => MailClient.ConnectAsync(Address(name));

    public async ValueTask DisposeAsync()
    {
        await Role.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static (string Certificate, string Key) MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mx.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
