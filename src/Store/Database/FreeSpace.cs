using Sekisho.Roles.Calls;

namespace Sekisho.Store.Database;

/// <summary>
/// Refuses new mail while there is still room to work: what is in the store must be able to leave (deliveries are
/// recorded, deletions are written) when nothing more may come in.
/// </summary>
internal sealed class FreeSpace(Disk disk, string folder, long reserveBytes)
{
    /// <summary>What is free, in bytes.</summary>
    public long Bytes => disk.FreeBytes(folder);

    private long _underWay;

    /// <summary>
    /// Keeps room for what comes in until the result is disposed. What is under way counts with its whole size, although a
    /// part of it may be on the disk already: many large messages at a time must not eat the reserve together.
    /// </summary>
    /// <exception cref="CallException">Less than the reserve would be left.</exception>
    public IDisposable Take(long incomingBytes)
    {
        var underWay = Interlocked.Add(ref _underWay, incomingBytes);
        var room = new Room(this, incomingBytes);
        try
        {
            var free = Bytes;
            if (free - underWay >= reserveBytes) return room;
            throw new CallException(
                CallFailure.Overloaded,
                $"disk full: {free} bytes are free, {underWay} are to be written and {reserveBytes} are kept in reserve");
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    private sealed class Room(FreeSpace space, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose() => Interlocked.Add(ref space._underWay, -Interlocked.Exchange(ref _bytes, 0));
    }
}
