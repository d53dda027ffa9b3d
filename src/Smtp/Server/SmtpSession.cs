using System.IO.Pipelines;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server;

/// <summary>
/// One SMTP session over one connection (RFC 5321 with the extensions named in the answer to EHLO). Knows no sockets: it
/// is given a pair of pipes, and a handler that decides what becomes of senders, recipients and messages.
/// </summary>
#pragma warning disable CA1001 // the session runs once, and the end of RunAsync disposes what it owns
public sealed class SmtpSession
#pragma warning restore CA1001
{
    private readonly Watchdog _watchdog;
    private SessionEnd? _end;
    private long _endsAt;
    private long _lineDeadline;
    private volatile bool _waitsForCommand;
    private volatile bool _stopping;
    private volatile SessionWire? _wire;

    /// <summary>Makes a session; <see cref="RunAsync"/> runs it, once.</summary>
    /// <param name="options">Shared by the sessions of a server.</param>
    /// <param name="handler">Decides.</param>
    /// <param name="info">Who is connected.</param>
    public SmtpSession(SmtpServerOptions options, ISmtpHandler handler, SessionInfo info)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Handler = handler;
        Info = info;
        Budget = new SessionBudget(options.Limits);
        _watchdog = new Watchdog(options.Clock, () => _wire?.CancelWaits());
    }

    /// <summary>What is known of the client.</summary>
    public SessionInfo Info { get; }

    internal SmtpServerOptions Options { get; }

    internal SmtpServerLimits Limits => Options.Limits;

    internal ISmtpHandler Handler { get; }

    internal SessionBudget Budget { get; }

    internal SessionState State { get; set; }

    internal Transaction? Transaction { get; private set; }

    internal SessionInput Input => _wire!.Input;

    internal SessionOutput Output => _wire!.Output;

    internal CancellationToken Aborted { get; private set; }

    internal bool IsEnding => _end is not null;

    /// <summary>Runs the session to its end. Completes both pipes.</summary>
    /// <param name="transport">The connection.</param>
    /// <param name="abort">Ends the session at once, in the middle of whatever it does.</param>
    /// <returns>Why it ended. No exception comes from what a client sends or how it goes away.</returns>
    public async Task<SessionEnd> RunAsync(IDuplexPipe transport, CancellationToken abort = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        Aborted = abort;
        _wire = new SessionWire(transport, Limits, _watchdog);
        _endsAt = _watchdog.In(Limits.MaxSessionSeconds);
        var registration = abort.UnsafeRegister(static state => ((SmtpSession)state!)._watchdog.Abort(), this);
        try
        {
            await ConverseAsync();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or TimeoutException)
        {
            // The transport broke, or a wait was ended: both end the session whatever it was doing.
            _end ??= abort.IsCancellationRequested ? SessionEnd.Stopped : exception is TimeoutException ? SessionEnd.TimedOut : SessionEnd.ClientGone;
        }
        finally
        {
            await registration.DisposeAsync();
            Transaction?.Dispose();
            Transaction = null;
            // From here on nothing cancels: the pipes may be completed.
            _watchdog.Dispose();
            await _wire.CloseAsync(sayGoodbye: _end is not (SessionEnd.ClientGone or SessionEnd.TimedOut) && !abort.IsCancellationRequested, Options.Clock, abort);
        }

        return _end ?? SessionEnd.ClientGone;
    }

    /// <summary>
    /// The server is stopping: a session between commands gets 421 now, one that is taking a message after its reply. Safe
    /// from any thread.
    /// </summary>
    public void Stop()
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        // Only a wait for a command is ended: a wait inside a message goes on.
        if (_waitsForCommand) _wire?.CancelWaits();
    }

    /// <summary>Sends a reply. One of 5xx counts and is slowed down; one of 421 ends the session.</summary>
    internal async ValueTask ReplyAsync(SmtpReply reply)
    {
        if (reply.IsPermanent)
        {
            var delay = Budget.Error();
            Info.Errors = Budget.Errors;
            if (delay > TimeSpan.Zero)
            {
                await Output.SendAsync();
                await Task.Delay(delay, Options.Clock, Aborted);
            }
        }

        Output.Add(reply);
        if (reply.Code == 421) _end ??= SessionEnd.Refused;
        if (!IsEnding && Budget.IsSpent) Close(ServerReplies.TooManyErrors, SessionEnd.LimitReached);
        if (Output.IsFull) await Output.SendAsync();
    }

    /// <summary>Sends a last reply and ends the session.</summary>
    internal void Close(SmtpReply? reply, SessionEnd end)
    {
        if (IsEnding) return;
        if (reply is not null) Output.Add(reply);
        _end = end;
    }

    /// <summary>Begins a transaction.</summary>
    internal void Begin(MailParameters mail)
    {
        Reset();
        Transaction = new Transaction(mail);
        State = SessionState.Mail;
    }

    /// <summary>Forgets the transaction and all that belongs to it (RFC 5321 §4.1.1.5).</summary>
    internal void Reset()
    {
        Transaction?.Dispose();
        Transaction = null;
        if (State != SessionState.Connected) State = SessionState.Greeted;
    }

    /// <summary>Waits for more of a message.</summary>
    /// <returns>False when the session has ended instead.</returns>
    internal async ValueTask<bool> WaitForContentAsync(long deadline)
    {
        await Output.SendAsync();
        switch (await Input.WaitAsync(Math.Min(deadline, _watchdog.In(Limits.DataTimeoutSeconds))))
        {
            case ReadOutcome.Again: return true;
            case ReadOutcome.TimedOut:
                Close(ServerReplies.TimedOut, SessionEnd.TimedOut);
                return false;
            case ReadOutcome.Aborted:
                Close(null, SessionEnd.Stopped);
                return false;
            default:
                Close(null, SessionEnd.ClientGone);
                return false;
        }
    }

    /// <summary>When a message that began at <paramref name="started"/> must be further than it is (slow senders).</summary>
    internal long SlowestAllowed(long started, long receivedBytes) =>
        started + (long)((Limits.DataGraceSeconds + ((double)receivedBytes / Math.Max(1, Limits.MinDataBytesPerSecond))) * Options.Clock.TimestampFrequency);

    /// <summary>Waits for the client's next line while it logs in; null when the session has ended instead.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadAnswerAsync()
    {
        _lineDeadline = 0;
        while (!IsEnding)
        {
            switch (Input.TakeLine(isAuthAnswer: true, out var line))
            {
                case LineStatus.Line: return line;
                case LineStatus.Incomplete: await WaitForLineAsync(); break;
                default:
                    // What follows cannot be told apart from commands any more.
                    Budget.MalformedLine();
                    Close(ServerReplies.LineTooLong, SessionEnd.ProtocolViolation);
                    break;
            }
        }

        return null;
    }

    /// <summary>Whether an exception is a fault of the handler, to be noted and answered; an aborted session is none.</summary>
    internal bool IsFault(Exception exception)
    {
        if (Aborted.IsCancellationRequested) return false;
        Handler.OnFault(Info, exception);
        return true;
    }

    /// <summary>Does the handshake; afterwards nothing said before it counts (RFC 3207 §4.2).</summary>
    internal async ValueTask<bool> StartTlsAsync()
    {
        await Output.SendAsync();
        Reset();
        State = SessionState.Connected;
        Info.Helo = null;
        Info.IsExtended = false;
        Info.Account = null;
        if (await _wire!.SecureAsync(Options, Info, Aborted)) return true;
        Close(null, SessionEnd.HandshakeFailed);
        return false;
    }

    private async ValueTask ConverseAsync()
    {
        if (Options.ImplicitTls && !await StartTlsAsync()) return;
        await GreetAsync();
        while (!IsEnding)
        {
            if (_stopping)
            {
                Close(ServerReplies.Stopping, SessionEnd.Stopped);
                break;
            }

            switch (Input.TakeLine(isAuthAnswer: false, out var line))
            {
                case LineStatus.Incomplete:
                    await WaitForLineAsync();
                    break;
                case LineStatus.Line:
                    _lineDeadline = 0;
                    await Dispatch.RunAsync(this, line);
                    break;
                case LineStatus.Runaway:
                    Close(ServerReplies.LineTooLong, SessionEnd.LimitReached);
                    break;
                case LineStatus.Malformed:
                    await RefuseLineAsync(ServerReplies.MalformedLine);
                    break;
                default:
                    await RefuseLineAsync(ServerReplies.LineTooLong);
                    break;
            }
        }

        await Output.SendAsync();
        if (_end is SessionEnd.LimitReached or SessionEnd.ProtocolViolation or SessionEnd.Refused) await _wire!.LingerAsync();
    }

    private ValueTask RefuseLineAsync(SmtpReply reply)
    {
        _lineDeadline = 0;
        Budget.MalformedLine();
        return ReplyAsync(reply);
    }

    private async ValueTask GreetAsync()
    {
        SmtpReply? refusal;
        try
        {
            refusal = await Handler.OnConnectAsync(Info, Aborted);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            refusal = ServerReplies.Stopping;
        }

        if (refusal is null) Output.Add(new SmtpReply(220, null, $"{Options.HostName} ESMTP"));
        else Close(refusal, SessionEnd.Refused);
    }

    private async ValueTask WaitForLineAsync()
    {
        await Output.SendAsync();
        // One deadline for the whole line: a byte now and then does not move it.
        if (_lineDeadline == 0) _lineDeadline = Math.Min(_watchdog.In(Limits.CommandTimeoutSeconds), _endsAt);
        _waitsForCommand = true;
        Interlocked.MemoryBarrier();
        var outcome = _stopping ? ReadOutcome.Again : await Input.WaitAsync(_lineDeadline);
        _waitsForCommand = false;
        if (_stopping) Close(ServerReplies.Stopping, SessionEnd.Stopped);
        else if (outcome == ReadOutcome.TimedOut) Close(ServerReplies.TimedOut, SessionEnd.TimedOut);
        else if (outcome == ReadOutcome.Aborted) Close(null, SessionEnd.Stopped);
        else if (outcome == ReadOutcome.Ended) Close(null, SessionEnd.ClientGone);
    }
}
