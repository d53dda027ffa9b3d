using System.Security.Cryptography;
using System.Text;
using Sekisho.Roles.Calls;
using Sekisho.Store.Intake;

namespace Sekisho.Edge.Tests;

public sealed class SubmissionTests
{
    [Fact]
    public async Task Without_a_login_nothing_is_submitted()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync("submission")).HelloAsync();
        Assert.Equal("530 5.7.0 Authentication required", await client.AskAsync("MAIL FROM:<tarou@here.example>"));
        Assert.Equal("538 5.7.11 Encryption required for authentication", await client.LogInAsync());
        await client.StartTlsAsync();
        Assert.Equal("530 5.7.0 Authentication required", await client.AskAsync("MAIL FROM:<tarou@here.example>"));
    }

    [Theory]
    [InlineData("submission")]
    [InlineData("submissions")]
    public async Task Who_has_logged_in_sends_anywhere_as_nobody_else(string listener)
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await mx.ConnectAsync(listener);
        if (listener == "submissions") await client.HandshakeAsync();
        await client.HelloAsync();
        if (listener == "submission") await client.StartTlsAsync();
        Assert.Equal("235 2.7.0 Authentication successful", await client.LogInAsync());
        Assert.Equal("553 5.7.1 Not your address", await client.AskAsync("MAIL FROM:<hanako@here.example>"));
        Assert.Equal("553 5.7.1 Not your address", await client.AskAsync("MAIL FROM:<>"));
        Assert.StartsWith("250 ", await client.SendMessageAsync("Subject: x\r\n\r\nx", "Tarou@here.example", "friend@elsewhere.example"), StringComparison.Ordinal);
        var (request, content) = Assert.Single(mx.Calls.Accepted);
        Assert.Equal((OriginKind.Submission, "tarou@here.example"), (request.Origin.Kind, request.Origin.Account));
        Assert.Matches("^TLSv1\\.[23] TLS_", request.Origin.Tls);
        Assert.Equal("tarou@here.example", mx.Calls.Inspected[0].Request.Account);
        var text = Encoding.ASCII.GetString(content);
        Assert.Contains($" with ESMTPSA id {request.Id}\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\ttls TLS_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_a_silent_store_is_no_refusal()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync("submission")).HelloAsync();
        await client.StartTlsAsync();
        Assert.Equal("535 5.7.8 Authentication failed", await client.LogInAsync(password: "wrong"));
        mx.Calls.LogIn = _ => throw FakeCalls.Failure(CallFailure.Unavailable);
        Assert.Equal("454 4.7.0 Cannot authenticate now", await client.LogInAsync());
    }

    [Fact]
    public async Task The_relay_door_has_no_login()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        await client.StartTlsAsync();
        Assert.DoesNotContain("AUTH", await client.AskAsync("EHLO client.example"), StringComparison.Ordinal);
        Assert.Equal("502 5.5.1 Command not implemented", await client.LogInAsync());
    }

    [Fact]
    public async Task A_renewed_certificate_needs_no_restart_and_a_broken_one_changes_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-certificate-");
        try
        {
            var (certificate, key) = (Path.Combine(folder.FullName, "c.pem"), Path.Combine(folder.FullName, "k.pem"));
            var clock = new Testing.ManualTimeProvider();
            Write("CN=one.example", certificate, key, 1);
            var file = new Certificates.CertificateFile(certificate, key, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            var first = file.Current();
            Write("CN=two.example", certificate, key, 2);
            Assert.Same(first, file.Current());
            clock.Advance(TimeSpan.FromMinutes(2));
            var second = file.Current();
            Assert.Equal("CN=two.example", second.ServerCertificateContext!.TargetCertificate.Subject);
            Assert.False(second.AllowTlsResume);
            await File.WriteAllTextAsync(certificate, "broken");
            File.SetLastWriteTimeUtc(certificate, new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc));
            clock.Advance(TimeSpan.FromMinutes(2));
            Assert.Same(second, file.Current());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string name, string certificatePath, string keyPath, int day)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(name, key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.SetLastWriteTimeUtc(certificatePath, new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc));
    }
}
