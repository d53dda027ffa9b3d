using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server.Commands;

/// <summary>DATA (RFC 5321 §4.1.1.4).</summary>
internal static class Data
{
    public static async ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments, SmtpReply? refusal)
    {
        refusal ??=
            !arguments.IsEmpty ? ServerReplies.BadArguments
            // RFC 3030 §3: binary content cannot be delimited by a line.
            : session.Transaction!.Mail.Body == BodyType.BinaryMime ? ServerReplies.BinaryNeedsChunks
            : null;
        if (refusal is not null)
        {
            await RefuseAsync(session, refusal);
            return;
        }

        await session.ReplyAsync(ServerReplies.StartData);
        using var content = new ContentCollector(session.Limits, session.Options.Memory);
        if (await ReceiveAsync(session, content)) await HandOn.RunAsync(session, content);
        else session.Reset();
    }

    private static async ValueTask RefuseAsync(SmtpSession session, SmtpReply refusal)
    {
        // RFC 3030 §2: DATA after BDAT leaves the transaction in no state to go on with.
        if (session.State == SessionState.Chunks) session.Reset();
        await session.ReplyAsync(refusal);
        // RFC 2920 §3.1: DATA is the last command of a group. What follows a refused one without waiting for the reply is
        // the text of a message, written by anybody: it must not be read as commands.
        if (!session.Input.Buffered.IsEmpty) session.Close(ServerReplies.ProtocolError, SessionEnd.ProtocolViolation);
    }

    private static async ValueTask<bool> ReceiveAsync(SmtpSession session, ContentCollector content)
    {
        var scanner = new ContentScanner(isDotStuffed: true, session.Limits.MaxTextLineBytes);
        var started = session.Options.Clock.GetTimestamp();
        while (true)
        {
            if (Scan(session, content, ref scanner)) return true;
            if (content.IsBeyondPatience)
            {
                session.Close(ServerReplies.MessageTooLarge, SessionEnd.LimitReached);
                return false;
            }

            if (!await session.WaitForContentAsync(session.SlowestAllowed(started, content.ReceivedBytes))) return false;
        }
    }

    private static bool Scan(SmtpSession session, ContentCollector content, ref ContentScanner scanner)
    {
        var buffered = session.Input.Buffered;
        long total = 0;
        foreach (var piece in buffered)
        {
            var taken = scanner.Scan(piece.Span, content, out var ended);
            content.Count(taken);
            total += taken;
            if (!ended) continue;
            // What follows the end of data is commands again.
            session.Input.Consume(buffered.GetPosition(total));
            return true;
        }

        session.Input.DiscardBuffered();
        return false;
    }
}
