using System.Text;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Testing;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Credentials;

public sealed class MintTokenTests : IDisposable
{
    private const string RefreshToken = "the-long-lived-one";

    private readonly TestCertificates _certificates = new();
    private readonly TemporaryFolder _folder = new("authorities");
    private readonly string _authorities;

    public MintTokenTests()
    {
        _authorities = _folder["roots.pem"];
        File.WriteAllText(_authorities, _certificates.Root.ExportCertificatePem());
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_access_token_is_made_of_a_refresh_token_that_nobody_sees()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var added = await AddAsync(vault, endpoint);
        var before = vault.Clock.GetUtcNow();

        var reply = await MintAsync(vault, added.Id);

        Assert.Equal((MintStatus.Minted, "short-lived", before.AddHours(1)), (reply.Status, reply.AccessToken, reply.ExpiresAt));
        var asked = Assert.Single(endpoint.Requests);
        Assert.StartsWith("POST /oauth/token HTTP/1.1\r\n", asked, StringComparison.Ordinal);
        Assert.EndsWith($"grant_type=refresh_token&refresh_token={RefreshToken}&client_id=ken", asked, StringComparison.Ordinal);
        // Deliver carries ciphertext: neither token, nor what was asked.
        var seen = Encoding.Latin1.GetString(tunnel.Seen);
        Assert.True(seen.Length > 1000);
        foreach (var secret in new[] { RefreshToken, "short-lived", "grant_type", "HTTP/1.1" }) Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
        Assert.True(tunnel.Closed);
        var entry = Assert.Single(vault.Ledger.Of(EntryType.CredentialUsed));
        Assert.Equal((EntryOutcome.Done, "oauth-refresh", "imap", "deliver"), (entry.Outcome, entry.Details!["how"], entry.Details["purpose"], entry.Details["caller"]));
        Assert.Equal(vault.Clock.GetUtcNow(), Assert.Single((await vault.AsOperatorAsync(VaultCalls.ListCredentials, new DirectoryRequest())).Items).LastUsedAt);
    }

    [Fact]
    public async Task A_client_with_a_secret_says_it_in_the_header_and_a_scope_is_asked_for()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var added = await AddAsync(vault, endpoint, request => request with { ClientSecret = "a:secret&", Scope = "mail.read" });
        Assert.Equal(MintStatus.Minted, (await MintAsync(vault, added.Id)).Status);
        var asked = Assert.Single(endpoint.Requests);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("ken:a%3Asecret%26"u8)}\r\n", asked, StringComparison.Ordinal);
        Assert.EndsWith($"refresh_token={RefreshToken}&scope=mail.read", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_that_the_service_replaces_is_replaced_before_the_access_token_is_given_out()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        endpoint.Answer = _ => TokenEndpoint.Json(200, """{"access_token":"a","token_type":"bearer","expires_in":"60","refresh_token":"the-next-one"}""");
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var added = await AddAsync(vault, endpoint);
        Assert.Equal(MintStatus.Minted, (await MintAsync(vault, added.Id)).Status);
        using var second = new LoopbackTunnel();
        vault.Store.Others = second.AnswerAsync;
        Assert.Equal(MintStatus.Minted, (await MintAsync(vault, added.Id)).Status);
        Assert.Contains("refresh_token=the-next-one", endpoint.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_s_certificate_gets_nothing()
    {
        using var others = new TestCertificates();
        await using var endpoint = new TokenEndpoint(others.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var added = await AddAsync(vault, endpoint);
        Assert.Equal(new MintTokenReply(MintStatus.Unreachable), await MintAsync(vault, added.Id));
        Assert.Empty(endpoint.Requests);
        Assert.Equal([EntryOutcome.Done, EntryOutcome.Failed], vault.Ledger.Of(EntryType.CredentialUsed).Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task The_certificate_of_another_host_gets_nothing()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("login.elsewhere.example"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        Assert.Equal(MintStatus.Unreachable, (await MintAsync(vault, (await AddAsync(vault, endpoint)).Id)).Status);
        Assert.Empty(endpoint.Requests);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", MintStatus.Ended)]
    [InlineData(401, """{"error":"invalid_client"}""", MintStatus.Refused)]
    [InlineData(400, """{"error":"invalid_scope","error_description":"no"}""", MintStatus.Refused)]
    [InlineData(503, "busy", MintStatus.Unreachable)]
    [InlineData(429, """{"error":"slow_down"}""", MintStatus.Unreachable)]
    [InlineData(302, "{}", MintStatus.NotUnderstood)]
    [InlineData(200, "<html>", MintStatus.NotUnderstood)]
    [InlineData(200, """{"access_token":"a","token_type":"mac"}""", MintStatus.NotUnderstood)]
    public async Task What_the_service_refuses_is_told_apart_and_on_record(int status, string body, MintStatus expected)
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        endpoint.Answer = _ => TokenEndpoint.Json(status, body, "Location: https://127.0.0.1/elsewhere\r\n");
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        Assert.Equal(new MintTokenReply(expected), await MintAsync(vault, (await AddAsync(vault, endpoint)).Id));
        Assert.Single(endpoint.Requests);
        Assert.Equal(expected.ToString(), vault.Ledger.Of(EntryType.CredentialUsed).Last().Details!["why"]);
    }

    [Theory]
    [InlineData(TokenAnswer.MostBytes, MintStatus.Minted)]
    [InlineData(TokenAnswer.MostBytes + 1, MintStatus.NotUnderstood)]
    public async Task An_answer_has_at_most_64_KiB(int bytes, MintStatus expected)
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        const string Good = """{"access_token":"a","token_type":"Bearer"}""";
        endpoint.Answer = _ => TokenEndpoint.Json(200, Good + new string(' ', bytes - Good.Length));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        Assert.Equal(expected, (await MintAsync(vault, (await AddAsync(vault, endpoint)).Id)).Status);
    }

    [Fact]
    public async Task A_server_that_never_stops_is_left()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        endpoint.Answer = _ => "HTTP/1.1 200 OK\r\nX: " + new string('x', 2 * 1024 * 1024);
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        Assert.Equal(MintStatus.Unreachable, (await MintAsync(vault, (await AddAsync(vault, endpoint)).Id)).Status);
        Assert.InRange(tunnel.Seen.Length, 1, 600 * 1024);
    }

    [Fact]
    public async Task A_tunnel_that_does_not_come_about_or_breaks_is_unreachable()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel { Problem = "not among the hosts" };
        await using var vault = await NewAsync(tunnel);
        var added = await AddAsync(vault, endpoint);
        Assert.Equal(MintStatus.Unreachable, (await MintAsync(vault, added.Id)).Status);
        Assert.Equal(endpoint.Port, tunnel.Opened!.Port);
        using var breaking = new LoopbackTunnel { Before = () => throw new CallException(CallFailure.Unavailable, "deliver has stopped") };
        vault.Store.Others = breaking.AnswerAsync;
        Assert.Equal(MintStatus.Unreachable, (await MintAsync(vault, added.Id)).Status);
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task Nothing_goes_to_the_service_before_the_ledger_has_it()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var added = await AddAsync(vault, endpoint);
        vault.Ledger.Away = true;
        await Assert.ThrowsAsync<CallException>(async () => await MintAsync(vault, added.Id));
        Assert.Null(tunnel.Opened);
    }

    [Fact]
    public async Task An_operator_may_try_a_credential_and_sees_no_token()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var reply = await vault.AsOperatorAsync(VaultCalls.CheckCredential, new NameRequest((await AddAsync(vault, endpoint)).Id));
        Assert.Equal((MintStatus.Minted, null), (reply.Status, reply.AccessToken));
        Assert.Equal(("check", "operator"), (vault.Ledger.Of(EntryType.CredentialUsed).Single().Details!["purpose"], vault.Ledger.Of(EntryType.CredentialUsed).Single().Details!["caller"]));
    }

    [Fact]
    public async Task More_than_the_budget_freezes_deliver()
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel { Problem = "none" };
        await using var vault = await NewAsync(tunnel, TestVault.Quick with { Budgets = new BudgetOptions { DeliverCredentials = 20 } });
        var added = await AddAsync(vault, endpoint);
        for (var i = 0; i < 2; i++) Assert.Equal(MintStatus.Unreachable, (await MintAsync(vault, added.Id)).Status);
        Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(async () => await MintAsync(vault, added.Id))).Failure);
        Assert.Single(vault.Ledger.Of(EntryType.CallerFrozen));
    }

    [Fact]
    public async Task A_password_makes_no_token_and_a_trap_raises_an_alarm()
    {
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel);
        var added = await vault.LinkAsync(new AddCredentialRequest
        {
            Owner = TestVault.Ken,
            Kind = CredentialKind.Password,
            Service = TestVault.RelayHost,
            User = "ken",
            Secret = "s",
            Canary = true,
        });
        await Assert.ThrowsAsync<CallException>(async () => await MintAsync(vault, added.Id));
        Assert.Single(vault.Ledger.Of(EntryType.CanaryTouched));
        Assert.Null(tunnel.Opened);
    }

    [Theory]
    [InlineData(nameof(ReleaseStep.Authorised), false)]
    [InlineData(nameof(ReleaseStep.Budgeted), false)]
    [InlineData(nameof(ReleaseStep.Recorded), true)]
    [InlineData(nameof(ReleaseStep.Derived), true)]
    public async Task A_crash_at_a_step_of_the_exchange_has_used_nothing_that_is_not_on_record(string step, bool onRecord)
    {
        await using var endpoint = new TokenEndpoint(_certificates.ForServer("127.0.0.1"));
        using var tunnel = new LoopbackTunnel();
        await using var vault = await NewAsync(tunnel, probe: new CrashAt { Step = Enum.Parse<ReleaseStep>(step) });
        var added = await AddAsync(vault, endpoint);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await MintAsync(vault, added.Id));
        Assert.Equal(onRecord, vault.Ledger.Of(EntryType.CredentialUsed).Any());
        if (!onRecord) Assert.Empty(endpoint.Requests);
    }

    [Theory]
    [InlineData("http://login.example.org/token")]
    [InlineData("login.example.org")]
    [InlineData("https://ken:pass@login.example.org/token")]
    [InlineData("https://login.example.org/token#f")]
    public async Task A_refresh_token_is_for_a_token_endpoint(string service)
    {
        await using var vault = await TestVault.NewAsync();
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.AddCredential, new AddCredentialRequest
        {
            Owner = TestVault.Ken,
            Kind = CredentialKind.RefreshToken,
            Service = service,
            User = "ken",
            Secret = "s",
        }));
    }

    private async Task<TestVault> NewAsync(LoopbackTunnel tunnel, VaultOptions? options = null, ReleaseProbe? probe = null)
    {
        var vault = await TestVault.NewAsync((options ?? TestVault.Quick) with { TokenAuthoritiesPath = _authorities }, probe);
        vault.Store.Others = tunnel.AnswerAsync;
        return vault;
    }

    private static Task<CredentialItem> AddAsync(TestVault vault, TokenEndpoint endpoint, Func<AddCredentialRequest, AddCredentialRequest>? change = null)
    {
        var request = new AddCredentialRequest { Owner = TestVault.Ken, Kind = CredentialKind.RefreshToken, Service = endpoint.Address, User = "ken", Secret = RefreshToken };
        return vault.LinkAsync(change is null ? request : change(request));
    }

    private static ValueTask<MintTokenReply> MintAsync(TestVault vault, string id) => vault.AsAsync(RoleKind.Deliver, VaultCalls.MintToken, new MintTokenRequest(id, "imap", TestVault.RelayHost));
}
