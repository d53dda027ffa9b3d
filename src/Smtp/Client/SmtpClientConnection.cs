using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sasl;
using Sekisho.Smtp.Client.Sessions;
using Sekisho.Smtp.Client.Transactions;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client;

/// <summary>
/// The client's side of one SMTP or LMTP session (RFC 5321, RFC 2033): <see cref="StartAsync"/> once, then
/// <see cref="SendAsync"/> as often as <see cref="IsReusable"/>, then <see cref="QuitAsync"/>. One caller at a time.
/// Whatever the server does is a result; only the caller's own cancellation is thrown, and ends the session.
/// </summary>
public sealed class SmtpClientConnection : IAsyncDisposable
{
    private readonly SmtpClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly ServerDialogue _dialogue;
    private readonly CommandBuffer _commands = new();
    private bool _started;
    private bool _needsReset;

    /// <summary>Makes the client's side over a connection.</summary>
    /// <param name="stream">The connection; closed with this object.</param>
    /// <param name="options">How to speak.</param>
    /// <param name="clock">The clock of all time-outs.</param>
    public SmtpClientConnection(Stream stream, SmtpClientOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _clock = clock;
        _dialogue = new ServerDialogue(stream, options, clock);
    }

    /// <summary>What the server offers; after the start.</summary>
    public ServerExtensions Server { get; private set; } = ServerExtensions.None;

    /// <summary>TLS version and cipher suite, or null in clear.</summary>
    public string? Tls => _dialogue.Tls;

    /// <summary>How many transactions were begun.</summary>
    public int Transactions { get; private set; }

    /// <summary>Whether another message can be sent: the session is open, in step, and within the server's own limit (RFC 9422).</summary>
    public bool IsReusable =>
        _started && _dialogue.Broken == SmtpProblem.None && !_dialogue.HasUnreadBytes
        && (Server.MaxTransactions == 0 || Transactions < Server.MaxTransactions);

    /// <summary>Greeting, EHLO (HELO where the server does not know it), STARTTLS as asked for, EHLO again.</summary>
    /// <returns>Null when the session can be used; otherwise why not, and it cannot be used for anything any more.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<SmtpFailure?> StartAsync(CancellationToken cancellation = default)
    {
        if (await _dialogue.ReadReplyAsync(_options.Timeouts.Greeting, cancellation) is not { } greeting) return Lost(SmtpStage.Greeting);
        if (greeting.Code != 220) return Refused(SmtpStage.Greeting, greeting);
        if (await HelloAsync(cancellation) is { } failure) return failure;
        if (_options.Tls != SmtpClientTls.None && await StartTlsAsync(cancellation) is { } insecure) return insecure;
        _started = true;
        return null;
    }

    /// <summary>
    /// Logs in with a password (SASL PLAIN, RFC 4616, with the initial response of RFC 4954 §4), after the start. Only under
    /// TLS: in clear nothing is said and the failure is <see cref="SmtpProblem.TlsUnavailable"/>.
    /// </summary>
    /// <param name="user">The account.</param>
    /// <param name="password">Its password, without NUL.</param>
    /// <param name="cancellation">Ends the session.</param>
    /// <returns>Null when the server takes it; otherwise why not, and the session cannot be used any more.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<SmtpFailure?> LogInAsync(string user, string password, CancellationToken cancellation = default)
    {
        if (Tls is null) return Broken(SmtpStage.Hello, SmtpProblem.TlsUnavailable);
        var response = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
        _commands.Clear();
        _commands.Add("AUTH PLAIN ").Add(response).EndLine();
        if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.Hello, cancellation)
            || await _dialogue.ReadReplyAsync(_options.Timeouts.Hello, cancellation) is not { } reply)
            return Lost(SmtpStage.Hello);
        return reply.IsPositive ? null : Refused(SmtpStage.Hello, reply);
    }

    /// <summary>What a login can be bound to: the tls-server-end-point of the session (RFC 5929 §4), or null.</summary>
    public byte[]? ChannelBinding => _dialogue.ChannelBinding;

    /// <summary>
    /// Logs in (RFC 4954), after the start. Only under TLS with a certificate that was checked: otherwise nothing is said and the failure is
    /// <see cref="SmtpProblem.TlsUnavailable"/>.
    /// </summary>
    /// <param name="sasl">The client's side of the exchange; its exceptions end the session and come through.</param>
    /// <param name="cancellation">Ends the session.</param>
    /// <returns>Null when the server takes it; otherwise why not, and the session cannot be used any more.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<SmtpFailure?> LogInAsync(ISaslClient sasl, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sasl);
        if (Tls is null || _options.Tls != SmtpClientTls.Verified) return Broken(SmtpStage.LogIn, SmtpProblem.TlsUnavailable);
        try
        {
            var failure = await new LogInExchange(_dialogue, _options, sasl).RunAsync(cancellation);
            if (failure is not null) _dialogue.Break(failure.Problem);
            return failure;
        }
        catch
        {
            _dialogue.Break(SmtpProblem.LogInFailed);
            throw;
        }
    }

    /// <summary>
    /// Sends one message to the recipients of its envelope. What leaves by DATA has CRLF line ends only: a CR or LF alone is
    /// made CRLF, so that no server can find another message in it. Otherwise the content arrives byte for byte.
    /// </summary>
    /// <param name="envelope">Sender, recipients and their parameters; those that the server does not know are left out.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellation">Ends the transaction and the session.</param>
    /// <returns>A result for every recipient.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<SmtpSendResult> SendAsync(Envelope envelope, OutboundContent content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(content);
        Transactions++;
        using var whole = new StepLimit(_options.Timeouts.Transaction, _clock, cancellation);
        Transaction? transaction = null;
        try
        {
            if (_needsReset && !await ResetAsync(whole.Token)) return Everybody(envelope, SmtpStage.Mail, _dialogue.Broken);
            var verified = _options.Tls == SmtpClientTls.Verified && Tls is not null;
            var plan = await TransferPlan.MakeAsync(envelope, content, Server, verified, whole.Token);
            transaction = new Transaction(_dialogue, _options, Server, envelope, content, plan);
            await transaction.RunAsync(whole.Token);
        }
        catch (IOException)
        {
            // Only reading the content to make the plan comes here; nothing was said to the server.
            return Everybody(envelope, SmtpStage.Mail, SmtpProblem.ContentUnavailable);
        }
        catch (OperationCanceledException)
        {
            _dialogue.Break(SmtpProblem.TimedOut);
            cancellation.ThrowIfCancellationRequested();
            if (transaction is null) return Everybody(envelope, SmtpStage.Mail, SmtpProblem.TimedOut);
            transaction.SettleRest(new SmtpFailure(transaction.Stage, SmtpProblem.TimedOut, ClientReplies.Of(SmtpProblem.TimedOut, transaction.Stage)));
        }

        _needsReset = transaction.NeedsReset;
        return new SmtpSendResult(transaction.Results(), Server.Dsn);
    }

    /// <summary>Says QUIT and waits a little for the reply; whatever comes, the session is over.</summary>
    public async ValueTask QuitAsync(CancellationToken cancellation = default)
    {
        if (_dialogue.Broken != SmtpProblem.None) return;
        _commands.Clear();
        _commands.Add("QUIT").EndLine();
        if (await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.Quit, cancellation)) _ = await _dialogue.ReadReplyAsync(_options.Timeouts.Quit, cancellation);
        _dialogue.Break(SmtpProblem.ConnectionLost);
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _dialogue.DisposeAsync();

    private async ValueTask<SmtpFailure?> HelloAsync(CancellationToken cancellation)
    {
        var (reply, failure) = await SayAsync(_options.Lmtp ? "LHLO " : "EHLO ", SmtpStage.Hello, cancellation);
        if (reply is null) return failure;
        if (reply.IsPositive)
        {
            Server = ServerExtensions.Read(reply);
            return null;
        }

        // RFC 5321 §3.2: a server that does not know EHLO says so with 5xx and is greeted the old way. There is no such way in LMTP.
        if (!reply.IsPermanent || _options.Lmtp) return Refused(SmtpStage.Hello, reply);
        (reply, failure) = await SayAsync("HELO ", SmtpStage.Hello, cancellation);
        if (reply is null) return failure;
        if (!reply.IsPositive) return Refused(SmtpStage.Hello, reply);
        Server = new ServerExtensions { ServerName = reply.Lines[0].Split(' ', 2)[0] };
        return null;
    }

    private async ValueTask<SmtpFailure?> StartTlsAsync(CancellationToken cancellation)
    {
        var optional = _options.Tls == SmtpClientTls.Opportunistic;
        if (!Server.StartTls) return optional ? null : Broken(SmtpStage.StartTls, SmtpProblem.TlsUnavailable);
        _commands.Clear();
        _commands.Add("STARTTLS").EndLine();
        if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.Hello, cancellation)
            || await _dialogue.ReadReplyAsync(_options.Timeouts.Hello, cancellation) is not { } reply)
            return Lost(SmtpStage.StartTls);
        if (reply.Code != 220) return optional ? null : Broken(SmtpStage.StartTls, SmtpProblem.TlsUnavailable);
        if (await _dialogue.UpgradeAsync(cancellation) is { } problem)
            return new SmtpFailure(SmtpStage.StartTls, SmtpProblem.TlsFailed, SmtpReply.Of(454, "4.7.5", $"TLS with the server failed: {problem}."));

        // RFC 3207 §4.2: what the server said in clear is forgotten.
        Server = ServerExtensions.None;
        return await HelloAsync(cancellation);
    }

    private async ValueTask<(SmtpReply? Reply, SmtpFailure? Failure)> SayAsync(string verb, SmtpStage stage, CancellationToken cancellation)
    {
        _commands.Clear();
        _commands.Add(verb).Add(_options.HeloName).EndLine();
        if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.Hello, cancellation)
            || await _dialogue.ReadReplyAsync(_options.Timeouts.Hello, cancellation) is not { } reply)
            return (null, Lost(stage));
        return reply.Code == 421 || reply.IsIntermediate ? (null, Refused(stage, reply)) : (reply, null);
    }

    private async ValueTask<bool> ResetAsync(CancellationToken cancellation)
    {
        _commands.Clear();
        _commands.Add("RSET").EndLine();
        if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.Hello, cancellation)
            || await _dialogue.ReadReplyAsync(_options.Timeouts.Hello, cancellation) is not { } reply)
            return false;
        if (!reply.IsPositive)
        {
            _dialogue.Break(reply.Code == 421 ? SmtpProblem.ConnectionLost : SmtpProblem.ProtocolError);
            return false;
        }

        _needsReset = false;
        return true;
    }

    private SmtpFailure Lost(SmtpStage stage) => new(stage, _dialogue.Broken, ClientReplies.Of(_dialogue.Broken, stage));

    private SmtpFailure Broken(SmtpStage stage, SmtpProblem problem)
    {
        _dialogue.Break(problem);
        return new SmtpFailure(stage, problem, ClientReplies.Of(problem, stage));
    }

    private SmtpFailure Refused(SmtpStage stage, SmtpReply reply)
    {
        if (reply.IsPositive || reply.IsIntermediate) return Broken(stage, SmtpProblem.ProtocolError);
        var problem = reply.Code == 421 ? SmtpProblem.Closing : SmtpProblem.Rejected;
        _dialogue.Break(problem);
        return new SmtpFailure(stage, problem, reply);
    }

    private static SmtpSendResult Everybody(Envelope envelope, SmtpStage stage, SmtpProblem problem)
    {
        var reply = ClientReplies.Of(problem, stage);
        return new SmtpSendResult([.. envelope.Recipients.Select(each => new SmtpRecipientResult(each.Address, SmtpOutcome.Deferred, stage, problem, reply))], false);
    }
}
