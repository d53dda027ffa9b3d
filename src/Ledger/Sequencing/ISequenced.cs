namespace Sekisho.Ledger.Sequencing;

/// <summary>What waits for the sequencer.</summary>
internal interface ISequenced
{
    /// <summary>The ledger cannot do it.</summary>
    void Fail(Exception problem);
}
