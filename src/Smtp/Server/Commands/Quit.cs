namespace Sekisho.Smtp.Server.Commands;

/// <summary>QUIT (RFC 5321 §4.1.1.10).</summary>
internal static class Quit
{
    public static ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments)
    {
        if (!arguments.IsEmpty) return session.ReplyAsync(ServerReplies.BadArguments);
        session.Close(ServerReplies.Bye, SessionEnd.Quit);
        return ValueTask.CompletedTask;
    }
}
