using System.Buffers;

namespace Sekisho.Edge.Intake;

/// <summary>Puts bytes in front of a message without copying the message.</summary>
internal static class PrefixedContent
{
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> prefix, in ReadOnlySequence<byte> content)
    {
        var first = new Link(prefix, 0);
        var last = first;
        foreach (var memory in content)
            if (!memory.IsEmpty) last = last.Append(memory);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
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
