using System.Globalization;
using System.Text;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server.Commands;

/// <summary>
/// BDAT (RFC 3030 §2). The bytes of a chunk follow its command whatever we think of it: a refused chunk is read and thrown
/// away, so that its bytes are never read as commands, and the transaction with all its recipients is over.
/// </summary>
internal static class Bdat
{
    public static async ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments, SmtpReply? refusal)
    {
        if (!TryParse(arguments.Span, out var size, out var isLast))
        {
            // Without a size nobody knows where the next command begins.
            await session.ReplyAsync(ServerReplies.BadArguments);
            session.Close(ServerReplies.ProtocolError, SessionEnd.ProtocolViolation);
            return;
        }

        if (size > session.Limits.MaxMessageBytes + session.Limits.MaxDiscardedMessageBytes)
        {
            await session.ReplyAsync(ServerReplies.MessageTooLarge);
            session.Close(ServerReplies.ProtocolError, SessionEnd.LimitReached);
            return;
        }

        if (!isLast && size < session.Limits.TinyChunkBytes && !session.Budget.TryIdle())
        {
            session.Close(ServerReplies.TooMuchOfIt, SessionEnd.LimitReached);
            return;
        }

        if (refusal is not null) await RefuseAsync(session, size, refusal);
        else await TakeAsync(session, size, isLast);
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out long size, out bool isLast)
    {
        var space = text.IndexOf((byte)' ');
        var number = space < 0 ? text : text[..space];
        isLast = space >= 0;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out size)
            && (!isLast || Ascii.EqualsIgnoreCase(text[space..].TrimStart((byte)' '), "LAST"u8));
    }

    private static async ValueTask RefuseAsync(SmtpSession session, long size, SmtpReply refusal)
    {
        using var nothing = new ContentCollector(session.Limits, memory: null);
        var transaction = session.Transaction;
        if (!await ReadChunkAsync(session, size, nothing, transaction: null)) return;
        // RFC 3030 §2: after a failed chunk the transaction has failed; no recipient of it is left for a later DATA.
        if (transaction is not null) session.Reset();
        await session.ReplyAsync(refusal);
    }

    private static async ValueTask TakeAsync(SmtpSession session, long size, bool isLast)
    {
        var transaction = session.Transaction!;
        var content = transaction.Content;
        if (content is null)
        {
            content = transaction.Content = new ContentCollector(session.Limits, session.Options.Memory);
            transaction.Scanner = new ContentScanner(isDotStuffed: false, session.Limits.MaxTextLineBytes);
        }

        session.State = SessionState.Chunks;
        var tooMany = ++transaction.Chunks > session.Limits.MaxChunks;
        // A chunk that cannot fit is not stored first.
        if (content.ReceivedBytes + size > session.Limits.MaxMessageBytes) content.Fail(ContentProblem.TooLarge);
        if (!await ReadChunkAsync(session, size, content, transaction))
        {
            session.Reset();
            return;
        }

        if (isLast && transaction.Scanner.EndsInCr) content.Fail(ContentProblem.BareLineEnd);
        if (tooMany || (!isLast && content.Problem != ContentProblem.None))
        {
            var refusal = tooMany ? ServerReplies.TooManyChunks : content.Refusal()!;
            session.Reset();
            await session.ReplyAsync(refusal);
        }
        else if (isLast)
        {
            await HandOn.RunAsync(session, content);
        }
        else
        {
            await session.ReplyAsync(ServerReplies.ChunkOk);
        }
    }

    /// <summary>Reads exactly the bytes of the chunk.</summary>
    private static async ValueTask<bool> ReadChunkAsync(SmtpSession session, long size, ContentCollector content, Transaction? transaction)
    {
        var started = session.Options.Clock.GetTimestamp();
        var left = size;
        while (true)
        {
            var buffered = session.Input.Buffered;
            var chunk = buffered.Slice(0, Math.Min(left, buffered.Length));
            foreach (var piece in chunk) Take(piece.Span, content, transaction);
            left -= chunk.Length;
            session.Input.Consume(chunk.End);
            if (left == 0) return true;
            if (!await session.WaitForContentAsync(session.SlowestAllowed(started, size - left))) return false;
        }
    }

    private static void Take(ReadOnlySpan<byte> bytes, ContentCollector content, Transaction? transaction)
    {
        content.Count(bytes.Length);
        if (transaction is null) return;
        // RFC 3030 §3: binary content has no lines.
        if (transaction.Mail.Body == BodyType.BinaryMime) content.Append(bytes);
        else transaction.Scanner.Scan(bytes, content, out _);
    }
}
