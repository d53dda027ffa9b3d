using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Content;

[Collection(Alone.Name)]
public sealed class StreamingTests
{
    [Fact]
    public async Task A_content_of_fifty_megabytes_is_streamed_in_bounded_memory()
    {
        await using var store = await TestStore.NewAsync();
        const int size = 50 * 1024 * 1024;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await store.Calls.SendAsync(
            StoreCalls.Accept, TestStore.Message(store.NewId(), [TestStore.Ayumi]), new PatternStream(size), size);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(Sekisho.Sealing.Contents.ContentFormat.SealedLength(size), new FileInfo(Assert.Single(store.ContentFiles())).Length);
        Assert.True(allocated < 4 * 1024 * 1024, $"{allocated} bytes were allocated");
    }

    /// <summary>Bytes without end in memory.</summary>
    private sealed class PatternStream(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _position += read;
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
