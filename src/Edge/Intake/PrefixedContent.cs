using System.Buffers;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Edge.Intake;

/// <summary>Puts bytes in front of a message, and leaves ranges out, without copying the message.</summary>
internal static class PrefixedContent
{
    /// <param name="prefix">What is put in front.</param>
    /// <param name="content">The message.</param>
    /// <param name="removed">Ranges of the message that are left out, in order and within it.</param>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> prefix, in ReadOnlySequence<byte> content, IReadOnlyList<ContentRange> removed)
    {
        var first = new Link(prefix, 0);
        var last = first;
        var at = 0L;
        foreach (var range in removed)
        {
            last = Append(last, content.Slice(at, range.Offset - at));
            at = (long)range.Offset + range.Length;
        }

        last = Append(last, content.Slice(at));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static Link Append(Link last, in ReadOnlySequence<byte> content)
    {
        foreach (var memory in content)
            if (!memory.IsEmpty) last = last.Append(memory);
        return last;
    }

    private sealed class Link : ReadOnlySequenceSegment<byte>
    {
        public Link(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Link Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Link(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
