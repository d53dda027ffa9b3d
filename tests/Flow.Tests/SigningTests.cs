using System.Text;
using Sekisho.Dns;
using Sekisho.Flow.Tests.Support;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;

namespace Sekisho.Flow.Tests;

/// <summary>What leaves the whole system: signed when it is ours, sealed when it is passed on.</summary>
public sealed class SigningTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly SinkServer _sink = new();
    private readonly SekishoProcess _sekisho = new();

    public async ValueTask DisposeAsync()
    {
        await _sekisho.DisposeAsync();
        await _sink.DisposeAsync();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_person_sends_signed_mail_the_key_is_rotated_and_what_is_relayed_is_sealed()
    {
        _sekisho.Dns.Add("elsewhere.test", "TXT", "v=spf1 ip4:127.0.0.1 -all");
        await _sekisho.StartAsync();
        await _sekisho.AddTenantAsync("house", "house.test", null);
        await _sekisho.AddTenantAsync("down", "down.test", _sink.Address, "--relay-tls", "none");
        await _sekisho.AddAccountAsync("ann@house.test", SubmissionClient.Password);
        await PublishAsync("house.test", "--selector", "first");
        await PublishAsync("house.test", "--selector", "second", "--algorithm", "ed25519");

        await SubmitAsync("From: Ann <ann@house.test>\r\nTo: someone@down.test\r\nSubject: hello\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\n\r\nHello.\r\n");
        Assert.Equal(["first", "second"], await SelectorsAsync(1));

        // A rotation: made, refused while it is not in the DNS, published, activated.
        var rotated = await _sekisho.JsonAsync("tenant", "dkim", "house.test", "--rotate");
        var waiting = rotated.Where(record => record.GetProperty("state").GetString() == "waiting").ToList();
        Assert.Equal(["rsa", "ed25519"], waiting.Select(record => record.GetProperty("algorithm").GetString()));
        var next = waiting[0].GetProperty("selector").GetString()!;
        Assert.Equal(1, (await _sekisho.RunAsync("tenant", "dkim", "house.test", "--activate", next)).ExitCode);
        _sekisho.Dns.Add(waiting[0].GetProperty("name").GetString()!, "TXT", waiting[0].GetProperty("value").GetString()!);
        var activated = await _sekisho.RunAsync("tenant", "dkim", "house.test", "--activate", next);
        Assert.True(activated.ExitCode == 0, activated.StandardError);
        Assert.Contains("; retired", activated.StandardOutput, StringComparison.Ordinal);

        // Mail of others for a tenant's own server: sealed with that tenant's key, never signed as ours.
        await PublishAsync("down.test", "--selector", "arc");
        await using (var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx))
            Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", ["someone@down.test"], WireForm.Stuffed("From: <a@elsewhere.test>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\nSubject: hello\r\n\r\nHello.\r\n"u8.ToArray())), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => _sink.Count == 2, TimeSpan.FromMinutes(2)), _sekisho.Log);
        var relayed = _sink.Messages.Last().Content;
        Assert.DoesNotContain("DKIM-Signature", Encoding.ASCII.GetString(relayed), StringComparison.Ordinal);
        using var resolver = Resolver();
        var chain = await new ArcVerifier(resolver, TimeProvider.System, Ed25519()).VerifyAsync(relayed);
        Assert.True(chain.Result == AuthResult.Pass, chain.Detail + _sekisho.Log);
        Assert.Equal("down.test", chain.Sets.Single().Domain);
        Assert.StartsWith("mx.sekisho.test; spf=pass", chain.Sets.Single().AuthenticationResults, StringComparison.Ordinal);
    }

    private static LibcryptoEd25519? Ed25519() => LibcryptoEd25519.TryLoad(out var ed25519, out _) ? ed25519 : null;

    private DnsResolver Resolver() => new(new DnsResolverOptions { Servers = [_sekisho.Dns.EndPoint] }, TimeProvider.System);

    private async Task PublishAsync(string domain, params string[] options)
    {
        foreach (var record in await _sekisho.JsonAsync(["tenant", "dkim", domain, .. options]))
        {
            var name = record.GetProperty("name").GetString()!;
            _sekisho.Dns.Remove(name);
            _sekisho.Dns.Add(name, "TXT", record.GetProperty("value").GetString()!);
        }
    }

    private async Task<IEnumerable<string>> SelectorsAsync(int count)
    {
        Assert.True(await SinkServer.WaitAsync(() => _sink.Count == count, TimeSpan.FromMinutes(2)), _sekisho.Log);
        using var resolver = Resolver();
        var outcome = await new DkimVerifier(resolver, TimeProvider.System, Ed25519()).VerifyAsync(_sink.Messages.Last().Content);
        Assert.All(outcome.Signatures, signature => Assert.True(signature.Result == AuthResult.Pass, signature.Detail + _sekisho.Log));
        Assert.All(outcome.Signatures, signature => Assert.Equal("house.test", signature.Domain));
        return outcome.Signatures.Select(signature => signature.Selector!);
    }

    private Task SubmitAsync(string message) => SubmissionClient.SendAsync(_sekisho.Submissions, "ann@house.test", ["someone@down.test"], message: message);
}
