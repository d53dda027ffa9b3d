using System.Buffers;

namespace Sekisho.Kernel.Bytes;

/// <summary>
/// A growing run of bytes in pooled segments: no copy when it grows, no large array, bounded by a limit of its
/// own and by a budget shared with others. Not safe for use by two threads at once.
/// </summary>
public sealed class SegmentedBuffer : IDisposable
{
    private const int FirstSegmentBytes = 8 * 1024;
    private const int LargestSegmentBytes = 256 * 1024;

    private readonly long _limitBytes;
    private readonly ByteBudget? _budget;
    private Segment? _first;
    private Segment? _last;
    private int _usedInLast;
    private long _budgetedBytes;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="limitBytes">The most it may hold; one byte more is refused.</param>
    /// <param name="budget">Shared with other buffers; null for none.</param>
    public SegmentedBuffer(long limitBytes = long.MaxValue, ByteBudget? budget = null)
    {
        _limitBytes = limitBytes;
        _budget = budget;
    }

    /// <summary>What it holds, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Adds all of <paramref name="bytes"/>, or as much as says the result.</summary>
    /// <returns>Appended: all is in. Otherwise nothing more can be added and what is in is incomplete.</returns>
    public AppendResult Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _limitBytes) return AppendResult.LimitExceeded;
        while (!bytes.IsEmpty)
        {
            if (_last is null || _usedInLast == _last.Array.Length)
            {
                if (!Grow()) return AppendResult.BudgetExceeded;
            }

            var room = Math.Min(bytes.Length, _last!.Array.Length - _usedInLast);
            bytes[..room].CopyTo(_last.Array.AsSpan(_usedInLast));
            _usedInLast += room;
            Length += room;
            bytes = bytes[room..];
        }

        return AppendResult.Appended;
    }

    /// <summary>The content, valid until the next <see cref="Append"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlySequence<byte> AsSequence() =>
        _first is null
            ? ReadOnlySequence<byte>.Empty
            : new ReadOnlySequence<byte>(_first, 0, _last!, _usedInLast);

    /// <summary>Gives the segments back to the pool and the bytes back to the budget.</summary>
    public void Dispose()
    {
        for (var segment = _first; segment is not null; segment = segment.NextSegment)
            ArrayPool<byte>.Shared.Return(segment.Array);
        _first = _last = null;
        _usedInLast = 0;
        Length = 0;
        _budget?.Return(_budgetedBytes);
        _budgetedBytes = 0;
    }

    private bool Grow()
    {
        var size = _last is null ? FirstSegmentBytes : Math.Min(_last.Array.Length * 2, LargestSegmentBytes);
        if (_budget is not null && !_budget.TryTake(size)) return false;
        _budgetedBytes += _budget is null ? 0 : size;
        var segment = new Segment(ArrayPool<byte>.Shared.Rent(size), Length);
        _last?.Link(segment);
        _first ??= segment;
        _last = segment;
        _usedInLast = 0;
        return true;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] array, long runningIndex)
        {
            Array = array;
            Memory = array;
            RunningIndex = runningIndex;
        }

        public byte[] Array { get; }

        public Segment? NextSegment => (Segment?)Next;

        public void Link(Segment next) => Next = next;
    }
}
