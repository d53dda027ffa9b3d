namespace Sekisho.Smtp.Server.Commands;

/// <summary>RSET (RFC 5321 §4.1.1.5).</summary>
internal static class Rset
{
    public static ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments)
    {
        if (!arguments.IsEmpty) return session.ReplyAsync(ServerReplies.BadArguments);
        session.Reset();
        return session.ReplyAsync(ServerReplies.Ok);
    }
}
