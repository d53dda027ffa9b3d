namespace Sekisho.Configuration.Values;

/// <summary>What becomes of a message that is not delivered.</summary>
internal enum KeepOrRefuse
{
    /// <summary>Taken and kept in quarantine.</summary>
    Quarantine,

    /// <summary>Refused with 5xx while its sender is there; nothing is kept.</summary>
    Reject,
}
