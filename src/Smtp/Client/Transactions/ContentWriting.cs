using System.Buffers;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sessions;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>Sends a content in blocks: memory does not grow with the message.</summary>
internal static class ContentWriting
{
    private const int BlockBytes = 64 * 1024;

    /// <summary>Sends the content after DATA, with the end of data.</summary>
    /// <returns>
    /// None: all is out. BadMessage: there is a NUL. ContentUnavailable: it could not be read, or has another length than
    /// promised. Otherwise what broke the dialogue. In every case but None the end of data was not sent, so that the server
    /// cannot take what it has for the whole message; the connection cannot be used any more.
    /// </returns>
    public static async ValueTask<SmtpProblem> SendAsDataAsync(ServerDialogue dialogue, OutboundContent content, TimeSpan blockLimit, CancellationToken cancellation)
    {
        var output = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var stuffing = new DotStuffing();
            var pending = 0;
            long total = 0;
            await using var blocks = await ContentBlocks.OpenAsync(content, BlockBytes, cancellation);
            while (await blocks.NextAsync(cancellation) is { IsEmpty: false } block)
            {
                total += block.Length;
                while (!block.IsEmpty)
                {
                    pending += stuffing.Write(block.Span, output.AsSpan(pending), out var consumed);
                    if (stuffing.FoundNul) return Stop(dialogue, SmtpProblem.BadMessage);
                    block = block[consumed..];
                    if (output.Length - pending > DotStuffing.SpareBytes) continue;
                    if (!await dialogue.WriteAsync(output.AsMemory(0, pending), blockLimit, cancellation)) return dialogue.Broken;
                    pending = 0;
                }
            }

            if (total != content.Length) return Stop(dialogue, SmtpProblem.ContentUnavailable);
            if (output.Length - pending < DotStuffing.SpareBytes)
            {
                if (!await dialogue.WriteAsync(output.AsMemory(0, pending), blockLimit, cancellation)) return dialogue.Broken;
                pending = 0;
            }

            pending += stuffing.Finish(output.AsSpan(pending));
            return await dialogue.WriteAsync(output.AsMemory(0, pending), blockLimit, cancellation) ? SmtpProblem.None : dialogue.Broken;
        }
        catch (IOException)
        {
            return Stop(dialogue, SmtpProblem.ContentUnavailable);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    /// <summary>Sends the content as it is, after a BDAT command that has announced its length.</summary>
    /// <returns>As <see cref="SendAsDataAsync"/>; a NUL is no problem here.</returns>
    public static async ValueTask<SmtpProblem> SendAsChunkAsync(ServerDialogue dialogue, OutboundContent content, TimeSpan blockLimit, CancellationToken cancellation)
    {
        try
        {
            long total = 0;
            await using var blocks = await ContentBlocks.OpenAsync(content, BlockBytes, cancellation);
            while (await blocks.NextAsync(cancellation) is { IsEmpty: false } block)
            {
                total += block.Length;

                // More bytes than announced would be read as commands.
                if (total > content.Length) break;
                if (!await dialogue.WriteAsync(block, blockLimit, cancellation)) return dialogue.Broken;
            }

            return total == content.Length ? SmtpProblem.None : Stop(dialogue, SmtpProblem.ContentUnavailable);
        }
        catch (IOException)
        {
            return Stop(dialogue, SmtpProblem.ContentUnavailable);
        }
    }

    private static SmtpProblem Stop(ServerDialogue dialogue, SmtpProblem problem)
    {
        dialogue.Break(problem);
        return problem;
    }
}
