using System.Buffers.Text;
using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server.Sasl;

namespace Sekisho.Smtp.Server.Commands;

/// <summary>AUTH (RFC 4954): SCRAM-SHA-256, PLAIN and LOGIN, under TLS only.</summary>
internal static class Auth
{
    private static readonly SmtpReply Empty = new(334, null, "");
    private static readonly SmtpReply AskUser = new(334, null, "VXNlcm5hbWU6");
    private static readonly SmtpReply AskPassword = new(334, null, "UGFzc3dvcmQ6");

    public static async ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments)
    {
        var mechanism = Split(arguments, out var initial);
        var refusal =
            session.Options.Authenticator is null ? ServerReplies.NotImplemented
            : !session.Info.IsSecure ? ServerReplies.TlsNeeded
            : session.Info.Account is not null ? ServerReplies.AlreadyLoggedIn
            : mechanism.Length == 0 ? ServerReplies.BadArguments
            : null;
        if (refusal is not null)
        {
            await session.ReplyAsync(refusal);
            return;
        }

        // Taken out of the input before the next wait makes it invalid.
        var first = initial is { } text ? Decode(text.Span) : null;
        if (initial is not null && first is null)
        {
            await session.ReplyAsync(ServerReplies.BadEncoding);
            return;
        }

        var outcome = mechanism switch
        {
            "PLAIN" => await PlainAsync(session, first),
            "LOGIN" => await LoginAsync(session, first),
            "SCRAM-SHA-256" => await ScramAsync(session, first),
            _ => new Attempt(ServerReplies.UnknownMechanism),
        };
        await AnswerAsync(session, outcome);
    }

    private static async ValueTask AnswerAsync(SmtpSession session, Attempt attempt)
    {
        if (session.IsEnding) return;
        if (attempt.Outcome is { Account: { } account })
        {
            session.Info.Account = account;
            session.Budget.Progress();
            await session.ReplyAsync(ServerReplies.LoggedIn);
            return;
        }

        if (attempt.Outcome is { IsUnavailable: false }) session.Budget.FailedLogin();
        await session.ReplyAsync(attempt.Reply ?? (attempt.Outcome!.IsUnavailable ? ServerReplies.LoginUnavailable : ServerReplies.LoginRefused));
    }

    private static async ValueTask<Attempt> PlainAsync(SmtpSession session, byte[]? first)
    {
        var (message, failed) = first is not null ? (first, null) : await AskAsync(session, Empty);
        if (message is null) return failed!;
        return PlainMessage.TryRead(message, out var user, out var password)
            ? await LogInAsync(session, user, password)
            : new Attempt(LogInOutcome.Refused);
    }

    private static async ValueTask<Attempt> LoginAsync(SmtpSession session, byte[]? first)
    {
        var (user, failed) = first is not null ? (first, null) : await AskAsync(session, AskUser);
        if (user is null) return failed!;
        (var password, failed) = await AskAsync(session, AskPassword);
        if (password is null) return failed!;
        if (user.Length == 0 || password.Length == 0 || !Utf8.IsValid(user) || !Utf8.IsValid(password)) return new Attempt(LogInOutcome.Refused);
        return await LogInAsync(session, Encoding.UTF8.GetString(user), Encoding.UTF8.GetString(password));
    }

    private static async ValueTask<Attempt> LogInAsync(SmtpSession session, string user, string password)
    {
        try
        {
            return new Attempt(await session.Options.Authenticator!.LogInAsync(session.Info, user, password, session.Aborted));
        }
        catch (Exception exception) when (session.IsFault(exception))
        {
            return new Attempt(LogInOutcome.Unavailable);
        }
    }

    private static async ValueTask<Attempt> ScramAsync(SmtpSession session, byte[]? first)
    {
        var (clientFirst, failed) = first is not null ? (first, null) : await AskAsync(session, Empty);
        if (clientFirst is null) return failed!;
        if (ScramExchange.Start(clientFirst, ScramExchange.NewNonce()) is not { } exchange) return new Attempt(LogInOutcome.Refused);
        try
        {
            var authenticator = session.Options.Authenticator!;
            if (await authenticator.StartScramAsync(session.Info, exchange.User, session.Aborted) is not { } challenge)
                return new Attempt(LogInOutcome.Unavailable);
            (var clientFinal, failed) = await AskAsync(session, Challenge(exchange.ServerFirst(challenge)));
            if (clientFinal is null) return failed!;
            if (!exchange.TryFinish(clientFinal, out var proof)) return new Attempt(LogInOutcome.Refused);
            var outcome = await authenticator.FinishScramAsync(session.Info, exchange.User, exchange.AuthMessage, proof, session.Aborted);
            if (outcome.Account is null) return new Attempt(outcome);
            // RFC 5802 §5: the client must see our signature. RFC 4954 §4: it answers with an empty line.
            (var last, failed) = await AskAsync(session, Challenge($"v={outcome.ServerSignature}"));
            return last is null ? failed! : last.Length == 0 ? new Attempt(outcome) : new Attempt(LogInOutcome.Refused);
        }
        catch (Exception exception) when (exception is not IOException && session.IsFault(exception))
        {
            return new Attempt(LogInOutcome.Unavailable);
        }
    }

    private static SmtpReply Challenge(string text) => new(334, null, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    // The client's answer to a challenge, or why there is none.
    private static async ValueTask<(byte[]? Answer, Attempt? Failed)> AskAsync(SmtpSession session, SmtpReply challenge)
    {
        await session.ReplyAsync(challenge);
        if (await session.ReadAnswerAsync() is not { } line) return (null, new Attempt(ServerReplies.LoginCancelled));
        // RFC 4954 §4: "*" cancels.
        if (line.Span is [(byte)'*']) return (null, new Attempt(ServerReplies.LoginCancelled));
        return Decode(line.Span) is { } answer ? (answer, null) : (null, new Attempt(ServerReplies.BadEncoding));
    }

    private static string Split(ReadOnlyMemory<byte> arguments, out ReadOnlyMemory<byte>? initial)
    {
        var space = arguments.Span.IndexOf((byte)' ');
        var mechanism = space < 0 ? arguments : arguments[..space];
        initial = null;
        if (space >= 0) initial = arguments[(space + 1)..];
        // RFC 4954 §4: "=" is an initial response of no bytes.
        if (initial is { Span: [(byte)'='] }) initial = ReadOnlyMemory<byte>.Empty;
        return Encoding.Latin1.GetString(mechanism.Span).ToUpperInvariant();
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny((byte)' ', (byte)'\t')) return null;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out var consumed, out var written) == OperationStatus.Done && consumed == text.Length
            ? bytes[..written]
            : null;
    }

    /// <summary>One attempt: checked, or ended before there was anything to check.</summary>
    private sealed record Attempt
    {
        public Attempt(LogInOutcome outcome) => Outcome = outcome;

        public Attempt(SmtpReply reply) => Reply = reply;

        public LogInOutcome? Outcome { get; }

        public SmtpReply? Reply { get; }
    }
}
