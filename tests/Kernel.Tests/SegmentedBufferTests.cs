using System.Buffers;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Kernel.Tests;

public sealed class SegmentedBufferTests
{
    [Fact]
    public void What_was_appended_is_read_back_in_order()
    {
        using var buffer = new SegmentedBuffer();
        var random = new DeterministicBytes(7);
        var expected = new List<byte>();
        for (var i = 1; i < 4000; i += 97)
        {
            var piece = random.Next(i);
            expected.AddRange(piece);
            Assert.Equal(AppendResult.Appended, buffer.Append(piece));
        }

        Assert.Equal(expected.Count, buffer.Length);
        Assert.Equal(expected.ToArray(), buffer.AsSequence().ToArray());
    }

    [Fact]
    public void The_limit_holds_at_the_last_byte()
    {
        using var buffer = new SegmentedBuffer(limitBytes: 10_000);
        Assert.Equal(AppendResult.Appended, buffer.Append(new byte[10_000]));
        Assert.Equal(AppendResult.LimitExceeded, buffer.Append([1]));
    }

    [Fact]
    public void The_budget_is_shared_and_given_back()
    {
        var budget = new ByteBudget(16 * 1024);
        var first = new SegmentedBuffer(budget: budget);
        using var second = new SegmentedBuffer(budget: budget);
        Assert.Equal(AppendResult.Appended, first.Append(new byte[8 * 1024]));
        Assert.Equal(AppendResult.Appended, second.Append(new byte[8 * 1024]));
        Assert.Equal(AppendResult.BudgetExceeded, second.Append([1]));
        first.Dispose();
        Assert.Equal(8 * 1024, budget.TakenBytes);
    }

    private sealed class DeterministicBytes(uint seed)
    {
        private uint _state = seed;

        public byte[] Next(int length)
        {
            var bytes = new byte[length];
            for (var i = 0; i < length; i++)
            {
                _state = (_state * 1664525) + 1013904223;
                bytes[i] = (byte)(_state >> 24);
            }

            return bytes;
        }
    }
}
