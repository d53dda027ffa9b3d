namespace Sekisho.Deliver.TlsResults;

/// <summary>Takes what became of sessions.</summary>
internal interface ITlsResultSink
{
    /// <summary>Takes one; never waits and never throws. What comes too fast is left out of the counts.</summary>
    void Add(TlsSession session);
}
