namespace Sekisho.Smtp.Server.Commands;

/// <summary>A request line of another protocol: its further lines were chosen by somebody who is not the client.</summary>
internal static class Foreign
{
    public static ValueTask RunAsync(SmtpSession session)
    {
        session.Close(ServerReplies.ProtocolError, SessionEnd.ProtocolViolation);
        return ValueTask.CompletedTask;
    }
}
