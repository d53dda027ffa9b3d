namespace Sekisho.Ledger.Durability;

/// <summary>Told of each point of the durability order, on the thread that does the work. Tests put their own in its place to stop or fail there.</summary>
internal class LedgerDisk
{
    /// <summary>Called at the point.</summary>
    public virtual void Reached(DurabilityStep step)
    {
    }
}
