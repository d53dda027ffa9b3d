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

    /// <exception cref="CallException">Less than the reserve would be left.</exception>
    public void Require(long incomingBytes)
    {
        var free = Bytes;
        if (free - incomingBytes >= reserveBytes) return;
        throw new CallException(
            CallFailure.Overloaded,
            $"disk full: {free} bytes are free, {incomingBytes} are to be written and {reserveBytes} are kept in reserve");
    }
}
