using Sekisho.Roles.Calls;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Store;

namespace Sekisho.Deliver.Leasing;

/// <summary>Content that is read from the store while it is sent: never whole in memory.</summary>
internal sealed class StoredContent(ICallClient calls, string lease, long length) : OutboundContent
{
    public override long Length => length;

    public override async ValueTask<Stream> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            var reply = await calls.OpenAsync(StoreCalls.ReadContent, new ByIdRequest(lease), cancellation);
            return new ReplyStream(reply.Content, reply.Release);
        }
        catch (CallException failed)
        {
            throw new IOException($"The content of the lease {lease} cannot be read ({failed.Failure}).", failed);
        }
    }

    /// <summary>Gives the call's connection back when the reading ends.</summary>
    private sealed class ReplyStream(Stream inner, Func<ValueTask> release) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await release();
            await base.DisposeAsync();
        }
    }
}
