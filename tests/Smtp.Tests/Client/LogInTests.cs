using System.Security.Cryptography;
using System.Text;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sasl;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Smtp.Tests.Client;

public sealed class LogInTests : IDisposable
{
    private const string User = "ken,=@branch.example";
    private const string Secret = "correct battery horse";

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task Every_mechanism_logs_in_with_the_right_secret_and_not_with_another(string mechanism)
    {
        foreach (var secret in new[] { Secret, "another" })
        {
            var server = Server(out var logIn, NameIn(mechanism));
            await using var ends = server;
            await using var client = await StartAsync(server);
            logIn.Binding = client.Connection.ChannelBinding!;
            var failure = await client.Connection.LogInAsync(Sasl(mechanism, secret, client.Connection));
            if (secret == Secret)
            {
                Assert.Null(failure);
                Assert.Equal([mechanism], logIn.Used);
                Assert.True(client.Connection.IsReusable);
            }
            else
            {
                Assert.Equal((SmtpStage.LogIn, SmtpProblem.LogInFailed, SmtpOutcome.Deferred), (failure!.Stage, failure.Problem, failure.Outcome));
                Assert.Equal("454 4.7.0 the server refuses (535 5.7.8)", failure.Reply.ToString());
                Assert.False(client.Connection.IsReusable);
            }
        }
    }

    [Theory]
    [InlineData(SmtpClientTls.None)]
    [InlineData(SmtpClientTls.Opportunistic)]
    [InlineData(SmtpClientTls.Required)]
    public async Task Nothing_is_said_in_clear_or_to_a_server_whose_certificate_was_not_checked(SmtpClientTls tls)
    {
        var server = Server(out _);
        await using var ends = server;
        await using var client = await StartAsync(server, tls);
        var failure = await client.Connection.LogInAsync(Sasl("PLAIN", Secret, client.Connection));
        Assert.Equal(SmtpProblem.TlsUnavailable, failure!.Problem);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_password_is_not_believed()
    {
        var server = Server(out var logIn);
        await using var ends = server;
        logIn.IsImpostor = true;
        await using var client = await StartAsync(server);
        var failure = await client.Connection.LogInAsync(Sasl("SCRAM-SHA-256", Secret, client.Connection));
        Assert.Equal(SmtpProblem.LogInFailed, failure!.Problem);
        Assert.Equal("*", server.Commands[^1]);
    }

    [Fact]
    public async Task A_yes_without_a_proof_is_not_believed()
    {
        var server = Server(out _);
        await using var ends = server;
        server.Reply = command => command.StartsWith("AUTH", StringComparison.Ordinal) ? "235 2.7.0 Welcome" : null;
        await using var client = await StartAsync(server);
        Assert.Contains("without having proven", (await client.Connection.LogInAsync(Sasl("SCRAM-SHA-256", Secret, client.Connection)))!.Reply.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r=short,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4096")]
    [InlineData("r=NONCE,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4096")]
    [InlineData("r=NONCEx,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4095")]
    [InlineData("r=NONCEx,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=10000001")]
    [InlineData("r=NONCEx,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=-1")]
    [InlineData("r=NONCEx,s=?,i=4096")]
    [InlineData("m=x,r=NONCEx,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4096")]
    [InlineData("r=NONCEx")]
    [InlineData("e=unknown-user")]
    [InlineData("")]
    public async Task A_challenge_that_is_not_right_is_answered_by_breaking_off(string challenge)
    {
        var asked = false;
        var sasl = new ScramClient(User, (_, _, _, _) =>
        {
            asked = true;
            return ValueTask.FromResult((new byte[32], new byte[32]));
        }, null, plus: false);
        var nonce = Encoding.UTF8.GetString((await sasl.FirstAsync(default))!).Split(",r=")[1];
        Assert.Null(await sasl.AnswerAsync(Encoding.UTF8.GetBytes(challenge.Replace("NONCE", nonce, StringComparison.Ordinal)), default));
        Assert.False(asked);
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public async Task A_challenge_has_at_most_2048_bytes(int bytes, bool taken)
    {
        var sasl = new ScramClient(User, (_, _, _, _) => ValueTask.FromResult((new byte[32], new byte[32])), null, plus: false);
        var start = $"r={Encoding.UTF8.GetString((await sasl.FirstAsync(default))!).Split(",r=")[1]}x,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4096,x=";
        Assert.Equal(taken, await sasl.AnswerAsync(Encoding.UTF8.GetBytes(start.PadRight(bytes, 'x')), default) is not null);
    }

    [Fact]
    public async Task A_server_that_asks_for_ever_is_left()
    {
        var server = Server(out _);
        await using var ends = server;
        server.Reply = command => command.StartsWith("EHLO", StringComparison.Ordinal) || command is "(greeting)" or "STARTTLS" ? null : command == "*" ? "501 5.7.0 Broken off" : "334 ";
        await using var client = await StartAsync(server);
        Assert.Equal(SmtpProblem.LogInFailed, (await client.Connection.LogInAsync(new Endless()))!.Problem);
        Assert.Equal(4, server.Commands.Count(command => command == "eA=="));
    }

    [Fact]
    public async Task A_client_that_could_bind_to_the_channel_says_so_where_the_server_does_not_offer_it()
    {
        ScramProver prover = (_, _, _, _) => ValueTask.FromResult((new byte[32], new byte[32]));
        foreach (var (binding, plus, header) in new[] { ((byte[]?)null, false, "n,,"), ([1], false, "y,,"), ([1], true, "p=tls-server-end-point,,") })
            Assert.StartsWith(header + "n=ken=2C=3D@branch.example,r=", Encoding.UTF8.GetString((await new ScramClient(User, prover, binding, plus).FirstAsync(default))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_channel_is_the_hash_of_the_server_s_certificate()
    {
        var server = Server(out _);
        await using var ends = server;
        await using var client = await StartAsync(server);
        Assert.Equal(SHA256.HashData(server.Certificate!.RawData), client.Connection.ChannelBinding);
    }

    [Fact]
    public async Task The_mechanisms_are_those_that_the_server_says_under_tls()
    {
        var server = Server(out _);
        await using var ends = server;
        server.Extensions = ["AUTH=LOGIN", "auth plain Scram-Sha-256"];
        await using var client = await StartAsync(server);
        Assert.Equal(["PLAIN", "SCRAM-SHA-256"], client.Connection.Server.LogInMechanisms);
    }

    private ScriptedSmtpServer Server(out SmtpTestLogIn logIn, string user = User)
    {
        var server = ScriptedSmtpServer.Start();
        server.Certificate = _certificates.ForServer("127.0.0.1");
        logIn = new SmtpTestLogIn(user, Secret);
        server.Reply = logIn.Reply;
        return server;
    }

    private Task<ClientUnderTest> StartAsync(ScriptedSmtpServer server, SmtpClientTls tls = SmtpClientTls.Verified) =>
        ClientUnderTest.StartAsync(server, options => options with { Tls = tls, TrustedRoots = _certificates.Roots });

    /// <summary>SCRAM and OAUTHBEARER write a user in a form of their own.</summary>
    private static string NameIn(string mechanism) => mechanism.StartsWith("SCRAM", StringComparison.Ordinal) || mechanism == "OAUTHBEARER" ? "ken=2C=3D@branch.example" : User;

    private static ISaslClient Sasl(string mechanism, string secret, SmtpClientConnection connection) => mechanism switch
    {
        "PLAIN" or "LOGIN" => new PasswordClient(User, Encoding.UTF8.GetBytes(secret), mechanism == "LOGIN"),
        "XOAUTH2" or "OAUTHBEARER" => new BearerClient(User, secret, "127.0.0.1", 587, mechanism == "XOAUTH2"),
        _ => new ScramClient(User, (salt, iterations, message, _) => ValueTask.FromResult(Prove(secret, salt, iterations, message)), connection.ChannelBinding, mechanism.EndsWith("-PLUS", StringComparison.Ordinal)),
    };

    private static (byte[] Proof, byte[] Signature) Prove(string secret, byte[] salt, int iterations, string message)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, 32);
        var key = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(key), Encoding.UTF8.GetBytes(message));
        for (var i = 0; i < proof.Length; i++) proof[i] ^= key[i];
        return (proof, HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), Encoding.UTF8.GetBytes(message)));
    }

    private sealed class Endless : ISaslClient
    {
        public string Mechanism => "X";

        public bool IsServerProven => true;

        public ValueTask<byte[]?> FirstAsync(CancellationToken cancellation) => ValueTask.FromResult<byte[]?>(null);

        public ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellation) => ValueTask.FromResult<byte[]?>([(byte)'x']);
    }
}
