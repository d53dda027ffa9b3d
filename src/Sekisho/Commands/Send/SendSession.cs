using System.Net.Security;
using System.Net.Sockets;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;

namespace Sekisho.Commands.Send;

/// <summary>One SMTP session after the other with one server, each used as long as it lasts.</summary>
internal sealed class SendSession(SendPlan plan, TimeProvider clock) : IAsyncDisposable
{
    private SmtpClientConnection? _connection;

    /// <summary>Sends one file.</summary>
    public async Task<SendItem> SendAsync(string file, CancellationToken cancellation)
    {
        var (read, problem) = await Files.InputFiles.ReadAsync(file, plan.CurrentFolder, cancellation);
        if (read is null) return Failed(file, problem!);
        var content = CrlfText.Of(read);
        if (await ConnectAsync(cancellation) is { } failure) return Failed(file, failure);
        var started = clock.GetTimestamp();
        var result = await _connection!.SendAsync(EnvelopeFor(content.Span), new MemoryContent(content), cancellation);
        var spent = clock.GetElapsedTime(started);
        var telling = result.Recipients.FirstOrDefault(recipient => recipient.Outcome != SmtpOutcome.Delivered) ?? result.Recipients[0];
        return new SendItem
        {
            File = file,
            Accepted = result.Recipients.All(recipient => recipient.Outcome == SmtpOutcome.Delivered),
            Code = telling.Reply.Code,
            Reply = telling.Reply.ToString(),
            Recipients = [.. result.Recipients.Select(recipient => new SendRecipientItem(recipient.Address, recipient.Outcome == SmtpOutcome.Delivered, recipient.Reply.ToString()))],
            Bytes = content.Length,
            Milliseconds = Math.Round(spent.TotalMilliseconds, 3),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;
        await _connection.QuitAsync(CancellationToken.None);
        await _connection.DisposeAsync();
    }

    private static SendItem Failed(string file, string problem) => new() { File = file, Accepted = false, Reply = problem };

    private Envelope EnvelopeFor(ReadOnlySpan<byte> content) => new()
    {
        ReversePath = plan.From,
        Recipients = [.. plan.Recipients.Select(address => new EnvelopeRecipient { Address = address })],
        Body = content.Contains((byte)0) ? BodyType.BinaryMime : content.ContainsAnyInRange((byte)0x80, (byte)0xFF) ? BodyType.EightBitMime : BodyType.SevenBit,
        SmtpUtf8 = !System.Text.Ascii.IsValid(plan.From) || plan.Recipients.Any(address => !System.Text.Ascii.IsValid(address)),
    };

    private async Task<string?> ConnectAsync(CancellationToken cancellation)
    {
        if (_connection is { IsReusable: true }) return null;
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
        try
        {
            var stream = await OpenAsync(cancellation);
            var tls = plan.StartTls ? SmtpClientTls.Required : SmtpClientTls.None;
            _connection = new SmtpClientConnection(stream, new SmtpClientOptions { HeloName = plan.Helo, Tls = tls, TlsHost = plan.To.At.Host }, clock);
        }
        catch (Exception exception) when (exception is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            return $"No connection to {plan.To}: {exception.Message}";
        }

        var failure = await _connection.StartAsync(cancellation);
        if (failure is null && plan.User is not null) failure = await _connection.LogInAsync(plan.User, plan.Password ?? "", cancellation);
        return failure?.Reply.ToString();
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(plan.To.At.Host, plan.To.At.Port, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (!plan.To.ImplicitTls) return stream;
            // Any certificate: this command is for trying things, often against a self-signed one.
#pragma warning disable CA5359
            var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = plan.To.At.Host }, cancellation);
            return tls;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
