namespace Sekisho.Smtp.Server.Commands;

/// <summary>STARTTLS (RFC 3207).</summary>
internal static class StartTls
{
    public static async ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments)
    {
        var refusal =
            !arguments.IsEmpty ? ServerReplies.BadArguments
            : session.Info.IsSecure ? ServerReplies.AlreadySecure
            : session.Options.Tls is null ? ServerReplies.NotImplemented
            : null;
        if (refusal is not null)
        {
            await session.ReplyAsync(refusal);
            return;
        }

        // Bytes behind STARTTLS came in clear: whoever sits in between could have put them there to be taken for bytes
        // from under TLS (command injection). RFC 3207 §4: STARTTLS is the last command of a group.
        if (!session.Input.Buffered.IsEmpty)
        {
            session.Close(ServerReplies.PipelinedAfterStartTls, SessionEnd.ProtocolViolation);
            return;
        }

        await session.ReplyAsync(ServerReplies.StartTls);
        await session.StartTlsAsync();
    }
}
