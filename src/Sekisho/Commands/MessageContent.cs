using System.Buffers;
using System.Text;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Opening;

namespace Sekisho.Commands;

/// <summary>Shows the content of a stored message.</summary>
internal static class MessageContent
{
    /// <summary>What is shown of a large message to a person; the rest with --raw.</summary>
    public const int MaxShownBytes = 64 * 1024;

    /// <summary>The exact bytes to standard output; on a terminal, line by line and made safe.</summary>
    public static async Task<int> WriteRawAsync(ICallClient calls, Call<ByIdRequest, ContentInfo> call, string id, CommandOutput output, CancellationToken cancellation)
    {
        if (output.Console.OutIsTerminal)
        {
            if (await ShowAsync(calls, call, id, output, long.MaxValue, cancellation) is not ExitCodes.Done and var failed) return failed;
            output.Note("Shown with control characters escaped; redirect the output to a file for the exact bytes.");
            return ExitCodes.Done;
        }

        await using var reply = await calls.OpenAsync(call, new ByIdRequest(id), cancellation);
        await using var content = await OpenAsync(calls, reply, id, cancellation);
        if (content is null) return Fail(output, id);
        await output.Console.Out.FlushAsync(cancellation);
        await content.CopyToAsync(output.Console.OutBytes, cancellation);
        await output.Console.OutBytes.FlushAsync(cancellation);
        return ExitCodes.Done;
    }

    /// <summary>One JSON line with the content as base64.</summary>
    public static async Task<int> WriteJsonAsync(ICallClient calls, Call<ByIdRequest, ContentInfo> call, string id, CommandOutput output, CancellationToken cancellation)
    {
        await using var reply = await calls.OpenAsync(call, new ByIdRequest(id), cancellation);
        await using var opened = await OpenAsync(calls, reply, id, cancellation);
        if (opened is null) return Fail(output, id);
        using var content = new MemoryStream();
        await opened.CopyToAsync(content, cancellation);
        output.WriteJson(new ContentItem(id, content.Length, Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length)), ProgramJson.Default.ContentItem);
        return ExitCodes.Done;
    }

    /// <summary>The source line by line, made safe, up to so many bytes.</summary>
    public static async Task<int> ShowAsync(ICallClient calls, Call<ByIdRequest, ContentInfo> call, string id, CommandOutput output, long most, CancellationToken cancellation)
    {
        await using var reply = await calls.OpenAsync(call, new ByIdRequest(id), cancellation);
        await using var content = await OpenAsync(calls, reply, id, cancellation);
        if (content is null) return Fail(output, id);
        var left = Math.Min(most, reply.Value.ContentBytes);
        var buffer = ArrayPool<char>.Shared.Rent(SafeText.MaxCharacters);
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 16 * 1024);
        try
        {
            while (left > 0 && await ReadLineAsync(reader, buffer, cancellation) is { } line)
            {
                // A tab only moves the cursor on; everything else that acts is escaped.
                output.WriteLine(line.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal));
                left -= Encoding.UTF8.GetByteCount(line) + 1;
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }

        if (reply.Value.ContentBytes > most) output.Note($"Only the first {most} of {reply.Value.ContentBytes} bytes are shown; --raw gives all.");
        return ExitCodes.Done;
    }

    private static ValueTask<Stream?> OpenAsync(ICallClient calls, ContentReply<ContentInfo> reply, string id, CancellationToken cancellation) =>
        OpenContent.FromBoxAsync(id, reply.Value, reply.Content, new VaultOpener(calls, "show"), cancellation);

    private static int Fail(CommandOutput output, string id) =>
        output.Fail($"The message {id} cannot be opened: its key is destroyed, or its box is damaged.");

    // A line without end is given in pieces: ReadLine would take all of it into memory.
    private static async ValueTask<string?> ReadLineAsync(StreamReader reader, char[] buffer, CancellationToken cancellation)
    {
        var count = 0;
        while (count < SafeText.MaxCharacters)
        {
            if (await reader.ReadAsync(buffer.AsMemory(count, 1), cancellation) == 0) return count == 0 ? null : new string(buffer, 0, count);
            if (buffer[count] == '\n') return new string(buffer, 0, count);
            count++;
        }

        return new string(buffer, 0, count);
    }
}
