namespace Sekisho.Identity.Scram;

/// <summary>How a SCRAM exchange ended.</summary>
public enum ScramStatus
{
    /// <summary>The client knows the password; it gets our proof.</summary>
    Accepted,

    /// <summary>It does not, or there is no such user.</summary>
    Refused,

    /// <summary>No message of the standard, or one that does not fit to the first.</summary>
    Malformed,
}
