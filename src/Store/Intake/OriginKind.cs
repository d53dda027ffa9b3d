namespace Sekisho.Store.Intake;

/// <summary>How a message came in.</summary>
public enum OriginKind
{
    /// <summary>From another mail server.</summary>
    Relay,

    /// <summary>From a person of ours who logged in.</summary>
    Submission,

    /// <summary>Made here (a delivery status notification).</summary>
    System,
}
