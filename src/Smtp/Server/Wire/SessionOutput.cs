using System.IO.Pipelines;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server;

/// <summary>What the client is told. Replies gather until the session waits for the client (RFC 2920 §3.2) or are many.</summary>
internal sealed class SessionOutput(PipeWriter writer, SmtpServerLimits limits, Watchdog watchdog)
{
    // A client that sends a long batch without reading makes us hold at most this, and the transport's own buffer.
    private const int MostUnsentBytes = 4096;

    private int _unsentBytes;
    private volatile bool _waits;

    /// <summary>Whether so much has gathered that it should leave now.</summary>
    public bool IsFull => _unsentBytes >= MostUnsentBytes;

    /// <summary>Adds a reply.</summary>
    public void Add(SmtpReply reply) => _unsentBytes += reply.WriteTo(writer);

    /// <summary>Sends what has gathered.</summary>
    /// <exception cref="IOException">The client is gone.</exception>
    /// <exception cref="TimeoutException">The client reads nothing for too long.</exception>
    public ValueTask SendAsync() => _unsentBytes == 0 ? ValueTask.CompletedTask : FlushAsync();

    /// <summary>Ends a wait, from any thread. Where there is none it does nothing: the next replies are not held up.</summary>
    public void Cancel()
    {
        if (_waits) writer.CancelPendingFlush();
    }

    private async ValueTask FlushAsync()
    {
        _unsentBytes = 0;
        FlushResult result;
        do
        {
            _waits = true;
            // In this order, so that an abort either sees the wait or is seen here.
            Interlocked.MemoryBarrier();
            if (watchdog.IsAborted) throw new OperationCanceledException("The session is to end at once.");
            var pending = writer.FlushAsync();
            if (pending.IsCompletedSuccessfully)
            {
                result = pending.Result;
            }
            else
            {
                watchdog.Arm(watchdog.In(limits.WriteTimeoutSeconds));
                result = await pending;
                if (watchdog.Disarm()) throw new TimeoutException("The client does not read its replies.");
            }

            _waits = false;
        }
        while (result.IsCanceled);

        if (result.IsCompleted) throw new IOException("The client has closed the connection.");
    }
}
