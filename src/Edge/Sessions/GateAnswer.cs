namespace Sekisho.Edge;

/// <summary>Whether one more session may begin.</summary>
internal enum GateAnswer
{
    Open,

    /// <summary>All places are taken.</summary>
    Full,

    /// <summary>The address (IPv6: /64) has all it may have.</summary>
    AddressFull,

    /// <summary>The network (/24, /48) has all it may have.</summary>
    NetworkFull,

    /// <summary>The role is stopping.</summary>
    Stopping,
}
