using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Sessions;

/// <summary>
/// Bytes to and from one server, each step with its time. Whatever the network does comes back as a problem; only the
/// caller's own cancellation is thrown. After the first problem nothing more is read or written.
/// </summary>
internal sealed class ServerDialogue(Stream stream, SmtpClientOptions options, TimeProvider clock) : IAsyncDisposable
{
    private readonly byte[] _input = new byte[4096];
    private readonly ReplyParser _parser = new(options.Limits);
    private Stream _stream = stream;
    private int _inputStart;
    private int _inputEnd;
    private string? _refusal;

    /// <summary>What broke the dialogue, or None.</summary>
    public SmtpProblem Broken { get; private set; }

    /// <summary>Bytes of the server are here that nobody has asked for yet.</summary>
    public bool HasUnreadBytes => _inputEnd > _inputStart || _parser.IsInside;

    /// <summary>TLS version and cipher suite, or null in clear.</summary>
    public string? Tls => _stream is SslStream tls ? $"{tls.SslProtocol} {tls.NegotiatedCipherSuite}" : null;

    /// <summary>What a login can be bound to (RFC 5929 §4); null in clear, or where there is no such thing.</summary>
    public byte[]? ChannelBinding => _stream is SslStream { RemoteCertificate: X509Certificate2 certificate } ? Sasl.EndPointBinding.Of(certificate) : null;

    /// <summary>Ends the use of the dialogue.</summary>
    public void Break(SmtpProblem problem)
    {
        if (Broken == SmtpProblem.None) Broken = problem;
    }

    /// <summary>Writes and flushes; false when that broke the dialogue.</summary>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan limit, CancellationToken cancellation)
    {
        if (Broken != SmtpProblem.None) return false;
        using var step = new StepLimit(limit, clock, cancellation);
        try
        {
            await _stream.WriteAsync(bytes, step.Token);
            await _stream.FlushAsync(step.Token);
            return true;
        }
        catch (Exception problem) when (IsOfTheNetwork(problem))
        {
            Break(Name(problem, cancellation));
            return false;
        }
    }

    /// <summary>Reads the next reply; null when there is none and the dialogue is broken.</summary>
    public async ValueTask<SmtpReply?> ReadReplyAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (Broken != SmtpProblem.None) return null;
        if (TakeInput(out var reply)) return reply;
        using var step = new StepLimit(limit, clock, cancellation);
        try
        {
            while (true)
            {
                _inputStart = 0;
                _inputEnd = 0;
                _inputEnd = await _stream.ReadAsync(_input, step.Token);
                if (_inputEnd == 0)
                {
                    Break(SmtpProblem.ConnectionLost);
                    return null;
                }

                if (TakeInput(out reply)) return reply;
            }
        }
        catch (Exception problem) when (IsOfTheNetwork(problem))
        {
            Break(Name(problem, cancellation));
            return null;
        }
    }

    /// <summary>After a write has failed: the reply that the server may have sent before it closed, or null.</summary>
    public async ValueTask<SmtpReply?> ReadLastWordsAsync(CancellationToken cancellation)
    {
        var broken = Broken;
        Broken = SmtpProblem.None;
        var reply = await ReadReplyAsync(options.Timeouts.Quit, cancellation);
        Broken = broken;
        return reply;
    }

    /// <summary>The handshake of TLS; null when it succeeded, otherwise why not.</summary>
    public async ValueTask<string?> UpgradeAsync(CancellationToken cancellation)
    {
        // Whatever came in clear after the reply to STARTTLS was put there by somebody in between (RFC 3207 §6): it must
        // not be taken for replies inside TLS.
        if (HasUnreadBytes)
        {
            Break(SmtpProblem.ProtocolError);
            return "the server sent more after its reply to STARTTLS";
        }

        using var step = new StepLimit(options.Timeouts.Handshake, clock, cancellation);
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        try
        {
            await tls.AuthenticateAsClientAsync(AuthenticationOptions(), step.Token);
            return null;
        }
        catch (AuthenticationException refused)
        {
            Break(SmtpProblem.TlsFailed);
            return _refusal ?? refused.Message;
        }
        catch (Exception problem) when (IsOfTheNetwork(problem))
        {
            var name = Name(problem, cancellation);
            Break(name);
            return name == SmtpProblem.TimedOut ? "the handshake took too long" : "the connection was lost in the handshake";
        }
    }

    public async ValueTask DisposeAsync()
    {
        Break(SmtpProblem.ConnectionLost);
        try
        {
            await _stream.DisposeAsync();
        }
        catch (Exception problem) when (IsOfTheNetwork(problem))
        {
            // It is closed all the same.
        }
    }

    private SslClientAuthenticationOptions AuthenticationOptions()
    {
        var verified = options.Tls == SmtpClientTls.Verified;
        return new SslClientAuthenticationOptions
        {
            TargetHost = options.TlsHost,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = verified || options.Judge is not null ? ChainPolicy() : null,

            // RFC 7435 §3: TLS with any certificate is still better than none. Verified leaves the judgement to the chain and the name.
#pragma warning disable CA5359
            RemoteCertificateValidationCallback = options.Judge is not null ? IsTaken : verified ? null : static (_, _, _, _) => true,
#pragma warning restore CA5359
        };
    }

    private bool IsTaken(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        (_refusal = options.Judge!.Judge(certificate as X509Certificate2, chain is null ? [] : [.. chain.ChainPolicy.ExtraStore], chain, errors)) is null;

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,

            // Nobody may make us fetch missing certificates from addresses that his certificate names.
            DisableCertificateDownloads = true,
        };
        if (options.TrustedRoots is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(options.TrustedRoots);
        return policy;
    }

    private bool TakeInput(out SmtpReply? reply)
    {
        reply = null;
        if (_inputEnd == _inputStart) return false;
        var parse = _parser.Take(_input.AsSpan(_inputStart, _inputEnd - _inputStart), out var consumed);
        _inputStart += consumed;
        if (parse == ReplyParse.Incomplete) return false;
        if (parse == ReplyParse.Bad) Break(SmtpProblem.ProtocolError);
        reply = parse == ReplyParse.Complete ? _parser.Reply : null;
        return true;
    }

    private static bool IsOfTheNetwork(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException or InvalidOperationException;

    private static SmtpProblem Name(Exception exception, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return exception is OperationCanceledException ? SmtpProblem.TimedOut : SmtpProblem.ConnectionLost;
    }
}
