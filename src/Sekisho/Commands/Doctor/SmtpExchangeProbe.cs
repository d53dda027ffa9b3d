using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Posture;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;

namespace Sekisho.Commands.Doctor;

/// <summary>Begins sessions with mail exchanges on port 25, or at an address that the operator names.</summary>
/// <param name="resolver">The name server of the command.</param>
/// <param name="instead">Where to connect in place of the exchanges' own addresses; null: there.</param>
/// <param name="roots">The authorities; null: the system's.</param>
/// <param name="helo">What to call ourselves.</param>
/// <param name="clock">The clock of time-outs.</param>
internal sealed class SmtpExchangeProbe(IDnsResolver resolver, IPEndPoint? instead, X509Certificate2Collection? roots, string helo, TimeProvider clock) : IExchangeProbe
{
    private const int Port = 25;

    private const int MostAddresses = 4;

    // People wait for it.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async ValueTask<ProbedExchange> ProbeAsync(string host, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var (stream, problem) = await ConnectAsync(host, both.Token);
            return stream is null ? new ProbedExchange(ProbeOutcome.Unreachable, problem) : await LookAsync(stream, host, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbedExchange(ProbeOutcome.Unreachable, FormattableString.Invariant($"no answer within {Timeout.TotalSeconds:0} seconds"));
        }
    }

    private async Task<ProbedExchange> LookAsync(NetworkStream stream, string host, CancellationToken cancellation)
    {
        var judge = new Judge();
        await using var client = new SmtpClientConnection(stream, new SmtpClientOptions { HeloName = helo, Tls = SmtpClientTls.Required, TlsHost = host, TrustedRoots = roots, Judge = judge }, clock);
        if (await client.StartAsync(cancellation) is { } failure)
        {
            var outcome = failure.Problem switch
            {
                SmtpProblem.TlsUnavailable => ProbeOutcome.NoStartTls,
                SmtpProblem.TlsFailed => ProbeOutcome.TlsFails,
                SmtpProblem.ConnectionLost or SmtpProblem.TimedOut => ProbeOutcome.Unreachable,
                _ => ProbeOutcome.Refused,
            };
            return new ProbedExchange(outcome, failure.Reply.ToString()!.TrimEnd());
        }

        return new ProbedExchange(ProbeOutcome.Tls, $"{client.Tls}, {judge.Subject}")
        {
            NamesHost = !judge.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && !judge.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable),
            IsTrusted = judge.IsTrusted,
            NotBefore = judge.NotBefore,
            NotAfter = judge.NotAfter,
        };
    }

    private async Task<(NetworkStream? Stream, string Problem)> ConnectAsync(string host, CancellationToken cancellation)
    {
        var problem = $"{host} has no address";
        foreach (var at in instead is null ? await AddressesAsync(host, cancellation) : [instead])
        {
            var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(at, cancellation);
                return (new NetworkStream(socket, ownsSocket: true), "");
            }
            catch (SocketException refused)
            {
                // The next address.
                socket.Dispose();
                problem = $"{at}: {refused.Message}";
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        return (null, problem);
    }

    private async Task<List<IPEndPoint>> AddressesAsync(string host, CancellationToken cancellation)
    {
        var addresses = new List<IPEndPoint>();
        foreach (var type in new[] { DnsRecordType.A, DnsRecordType.Aaaa })
        {
            var answer = await resolver.ResolveAsync(host, type, cancellation);
            addresses.AddRange(answer.Records.OfType<AddressRecord>().Select(record => new IPEndPoint(record.Address, Port)));
        }

        return [.. addresses.Take(MostAddresses)];
    }

    /// <summary>Lets every certificate pass, and remembers what it is like.</summary>
    private sealed class Judge : ICertificateJudge
    {
        public SslPolicyErrors Errors { get; private set; } = SslPolicyErrors.RemoteCertificateNotAvailable;

        public bool IsTrusted { get; private set; }

        public DateTimeOffset? NotBefore { get; private set; }

        public DateTimeOffset? NotAfter { get; private set; }

        public string Subject { get; private set; } = "no certificate";

        string? ICertificateJudge.Judge(X509Certificate2? certificate, IReadOnlyList<X509Certificate2> sent, X509Chain? chain, SslPolicyErrors errors)
        {
            Errors = errors;
            if (certificate is null) return null;
            // One that is over is told as that.
            IsTrusted = !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || (chain?.ChainStatus ?? []).All(status => status.Status is X509ChainStatusFlags.NotTimeValid or X509ChainStatusFlags.NoError);
            NotBefore = new DateTimeOffset(certificate.NotBefore);
            NotAfter = new DateTimeOffset(certificate.NotAfter);
            Subject = $"certificate of {certificate.Subject}";
            return null;
        }
    }
}
