using System.Text;
using Sekisho.Events.Lines;

namespace Sekisho.Events.Tests.Lines;

public sealed class LogLinesTests
{
    [Fact]
    public void Lines_end_with_LF_or_CRLF_and_the_last_may_have_no_end() =>
        Assert.Equal(["1:a", "2:", "3:b", "4:c"], Read("a\r\n\nb\nc", 10));

    [Fact]
    public void A_line_may_be_as_long_as_allowed_and_a_longer_one_costs_no_other() =>
        Assert.Equal(["1:1234567890", "2:too long", "3:x", "4:too long"], Read("1234567890\n12345678901\nx\n12345678901", 10));

    [Fact]
    public void A_log_without_line_ends_fills_no_memory()
    {
        var lines = new LogLines(new EndlessStream(100_000_000), 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(lines.Next());
        Assert.True(lines.TooLong);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.False(lines.Next());
        Assert.Equal(100_000_000, lines.BytesRead);
    }

    private static List<string> Read(string text, int maxBytes)
    {
        var read = new List<string>();
        using var lines = new LogLines(new MemoryStream(Encoding.UTF8.GetBytes(text)), maxBytes);
        while (lines.Next()) read.Add($"{lines.Number}:{(lines.TooLong ? "too long" : Encoding.UTF8.GetString(lines.Current))}");
        return read;
    }

    /// <summary>Gives so many bytes, all the same.</summary>
    private sealed class EndlessStream(long left) : Stream
    {
        private long _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
