using Sekisho.Kernel.Bytes;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Store;
using Sekisho.Store.Opening;

namespace Sekisho.Deliver.Leasing;

/// <summary>
/// Content that is read from the store and opened while it is sent: never whole in memory. A store that is just being started again is
/// waited for: that it was away is no failure of the message or its destination, which would wait for minutes.
/// </summary>
internal sealed class StoredContent(ICallClient calls, DeliveryJob job, TimeProvider clock) : OutboundContent
{
    /// <summary>Below the time that a server waits for the next bytes of a message (RFC 5321 §4.5.3.2.5: 3 minutes).</summary>
    private const int MostTries = 12;

    private static readonly Backoff Pause = new() { First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(10) };

    public override long Length => job.ContentBytes;

    public override async ValueTask<Stream> OpenAsync(CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var reply = await calls.OpenAsync(StoreCalls.ReadContent, new ByIdRequest(job.Lease), cancellation);
                return await OpenContent.WithKeyAsync(job.MessageId, job.Keys.Content, reply.Value.PrefixBytes, new ReplyStream(reply.Content, reply.Release), cancellation);
            }
            catch (CallException failed) when (tries < MostTries && failed.Failure is (CallFailure.Unavailable or CallFailure.Interrupted or CallFailure.Overloaded))
            {
                await Task.Delay(Pause.After(tries, JobRunner.Jitter()), clock, cancellation);
            }
            catch (CallException failed)
            {
                throw new IOException($"The content of the message {job.MessageId} cannot be read ({failed.Failure}).", failed);
            }
        }
    }

    /// <summary>Gives the call's connection back when the reading ends.</summary>
    private sealed class ReplyStream(Stream inner, Func<ValueTask> release) : ForwardStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override int Read(Span<byte> buffer) => inner.Read(buffer);

        public override async ValueTask DisposeAsync()
        {
            await release();
            await base.DisposeAsync();
        }
    }
}
