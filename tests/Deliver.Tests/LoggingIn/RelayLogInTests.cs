using System.Security.Cryptography;
using System.Text;
using Sekisho.Roles.Calls;
using Sekisho.Store.Queue;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;
using Sekisho.Vault.Credentials;

namespace Sekisho.Deliver.Tests.LoggingIn;

public sealed class RelayLogInTests : IAsyncLifetime, IDisposable
{
    private const string Id = "3-0a1b2c3d";
    private const string Secret = "correct battery horse";

    private readonly TestCertificates _certificates = new();
    private readonly TemporaryFolder _folder = new("relay-log-in");
    private readonly ScriptedSmtpServer _server = ScriptedSmtpServer.Start();
    private readonly SmtpTestLogIn _logIn = new("ken", Secret);
    private readonly StoreInMemory _store = new();
    private readonly List<object> _asked = [];
    private RelayLogInReply _with = new(CredentialKind.Password, "ken", MayGivePassword: false);
    private MintTokenReply _minted = new(MintStatus.Minted, Secret);
    private CallException? _refusal;

    private string Roots => _folder["roots.pem"];

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Roots, _certificates.Root.ExportCertificatePem());
        _server.Certificate = _certificates.ForServer("127.0.0.1");
        _server.Reply = _logIn.Reply;
        _store.Credentials = Answer;
        Offer("SCRAM-SHA-256", "PLAIN", "LOGIN");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(new[] { "PLAIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256" }, "SCRAM-SHA-256")]
    [InlineData(new[] { "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" }, "SCRAM-SHA-256-PLUS")]
    [InlineData(new[] { "LOGIN", "PLAIN", "CRAM-MD5" }, "PLAIN")]
    [InlineData(new[] { "LOGIN" }, "LOGIN")]
    public async Task The_best_mechanism_of_a_password_is_taken_and_the_password_itself_last(string[] offered, string taken)
    {
        Offer(offered);
        _logIn.Binding = SHA256.HashData(_server.Certificate!.RawData);
        _with = _with with { MayGivePassword = true };
        var result = await SendAsync();
        Assert.Equal((DeliveryOutcome.Delivered, taken), (result.Outcome, Assert.Single(_logIn.Used)));
        Assert.Single(_server.Messages);
        Assert.Equal(taken is "PLAIN" or "LOGIN" ? 1 : 0, _asked.OfType<GivePasswordRequest>().Count());
        Assert.All(_asked.OfType<UseCredentialRequest>(), request => Assert.Equal((Id, "smtp.relay", "127.0.0.1"), (request.Id, request.Purpose, request.Host)));
    }

    [Theory]
    [InlineData(new[] { "PLAIN", "OAUTHBEARER", "XOAUTH2" }, "OAUTHBEARER")]
    [InlineData(new[] { "PLAIN", "XOAUTH2" }, "XOAUTH2")]
    public async Task A_refresh_token_logs_in_with_a_token_that_the_vault_mints(string[] offered, string taken)
    {
        Offer(offered);
        _with = new RelayLogInReply(CredentialKind.RefreshToken, "ken", false);
        Assert.Equal((DeliveryOutcome.Delivered, taken), ((await SendAsync()).Outcome, Assert.Single(_logIn.Used)));
        Assert.Equal(new MintTokenRequest(Id, "smtp.relay", "127.0.0.1"), Assert.Single(_asked.OfType<MintTokenRequest>()));
    }

    [Theory]
    [InlineData("PLAIN LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("XOAUTH2")]
    [InlineData("")]
    public async Task A_password_is_not_said_where_the_route_does_not_permit_it(string offered)
    {
        Offer(offered.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var result = await SendAsync();
        Assert.Equal(DeliveryOutcome.Deferred, result.Outcome);
        Assert.Contains(offered.Length == 0 ? "offers no login" : "nothing may be used", result.Reply, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(_asked.OfType<GivePasswordRequest>());
    }

    [Theory]
    [InlineData(TlsPolicy.None)]
    [InlineData(TlsPolicy.Opportunistic)]
    [InlineData(TlsPolicy.Required)]
    public async Task Whatever_the_route_says_nobody_logs_in_without_verified_tls(TlsPolicy tls)
    {
        // A certificate of an authority that is not believed.
        using var others = new TestCertificates();
        _server.Certificate = others.ForServer("127.0.0.1");
        Assert.Equal(DeliveryOutcome.Deferred, (await SendAsync(tls)).Outcome);
        // And none at all.
        _server.Certificate = null;
        Assert.Equal(DeliveryOutcome.Deferred, (await SendAsync(tls)).Outcome);
        Assert.Empty(_asked);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_password_keeps_the_mail_and_lets_the_destination_rest()
    {
        _server.Reply = command => command.StartsWith("AUTH", StringComparison.Ordinal) ? $"535 5.7.8 No: {Secret}" : null;
        await using var deliver = await StartAsync();
        var (request, _) = await deliver.DeliverAsync(Route());
        var result = request.Results.Single();
        Assert.Equal((DeliveryOutcome.Deferred, true), (result.Outcome, request.DestinationDown));
        Assert.Equal($"454 4.7.0 Cannot log in at the relay 127.0.0.1 with the credential {Id}: the server refuses (535 5.7.8).", result.Reply);
        Assert.Null(result.RemoteHost);
        Assert.Single(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CallFailure.Rejected, "There is no such credential: it was removed.")]
    [InlineData(CallFailure.Rejected, "deliver is frozen")]
    [InlineData(CallFailure.Overloaded, "The vault is sealed.")]
    public async Task What_the_vault_does_not_give_keeps_the_mail(CallFailure failure, string why)
    {
        _refusal = new CallException(failure, why);
        var result = await SendAsync();
        Assert.Equal(DeliveryOutcome.Deferred, result.Outcome);
        Assert.Contains(why, result.Reply, StringComparison.Ordinal);
        Assert.Empty(_server.Messages);
    }

    [Theory]
    [InlineData(MintStatus.Ended, "link it again")]
    [InlineData(MintStatus.Unreachable, "cannot be reached")]
    [InlineData(MintStatus.Refused, "refuses the link")]
    [InlineData(MintStatus.NotUnderstood, "not understood")]
    public async Task A_token_that_cannot_be_made_keeps_the_mail(MintStatus status, string why)
    {
        Offer("XOAUTH2");
        (_with, _minted) = (_with with { Kind = CredentialKind.RefreshToken }, new MintTokenReply(status));
        var result = await SendAsync();
        Assert.Equal(DeliveryOutcome.Deferred, result.Outcome);
        Assert.Contains(why, result.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_logged_in_serves_only_mail_of_the_same_credential()
    {
        await using var deliver = await StartAsync();
        for (var i = 0; i < 2; i++) await deliver.DeliverAsync(Route());
        Assert.Equal((1, 1), (_server.Sessions, _asked.OfType<UseCredentialRequest>().Count()));
        await deliver.DeliverAsync(Route() with { Credential = "4-00000000" });
        Assert.Equal((2, 2), (_server.Sessions, _logIn.Used.Count));
        await deliver.DeliverAsync(Route() with { Credential = null });
        Assert.Equal((3, 2), (_server.Sessions, _logIn.Used.Count));
    }

    private void Offer(params string[] mechanisms) => _server.Extensions = ["PIPELINING", .. mechanisms.Length == 0 ? [] : (string[])[$"AUTH {string.Join(' ', mechanisms)}"]];

    private Route Route(TlsPolicy tls = TlsPolicy.Verified) => new(RouteKind.Relay, _server.Address, tls, Credential: Id);

    private async Task<RecipientResult> SendAsync(TlsPolicy tls = TlsPolicy.Verified)
    {
        await using var deliver = await StartAsync();
        return (await deliver.DeliverAsync(Route(tls))).Request.Results.Single();
    }

    private Task<DeliverUnderTest> StartAsync() => DeliverUnderTest.StartAsync(options => options with { TrustedCertificatesFile = Roots }, store: _store);

    /// <summary>What the vault would answer.</summary>
    private object? Answer(object request)
    {
        if (request is not (RelayLogInRequest or UseCredentialRequest or MintTokenRequest or GivePasswordRequest)) return null;
        _asked.Add(request);
        if (_refusal is not null) throw _refusal;
        return request switch
        {
            RelayLogInRequest => _with,
            MintTokenRequest => _minted,
            GivePasswordRequest => new GivePasswordReply(Encoding.UTF8.GetBytes(Secret)),
            UseCredentialRequest use => Prove(use),
            _ => null,
        };
    }

    private static UseCredentialReply Prove(UseCredentialRequest use)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Secret), use.Salt, use.Iterations, HashAlgorithmName.SHA256, 32);
        var key = HMACSHA256.HashData(salted, "Client Key"u8);
        var message = Encoding.UTF8.GetBytes(use.AuthMessage);
        var proof = HMACSHA256.HashData(SHA256.HashData(key), message);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= key[i];
        return new UseCredentialReply(proof, HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), message));
    }
}
