namespace Sekisho.Roles.Calls;

/// <summary>Why a call has no reply.</summary>
public enum CallFailure
{
    /// <summary>Nobody answers at the callee's socket, or it went away before anything was sent: surely not done.</summary>
    Unavailable,

    /// <summary>The callee went away after the request was sent: perhaps done, perhaps not.</summary>
    Interrupted,

    /// <summary>No reply in the call's time: perhaps done, perhaps not.</summary>
    TimedOut,

    /// <summary>The role table does not allow this caller this call, or the token is unknown.</summary>
    NotAllowed,

    /// <summary>The request or its content exceeds the call's limit.</summary>
    TooLarge,

    /// <summary>The callee cannot take more now.</summary>
    Overloaded,

    /// <summary>The callee looked at the request and says no; the message says why, in words for the operator.</summary>
    Rejected,

    /// <summary>The callee failed on it (its log says how), or the reply cannot be read.</summary>
    Faulted,
}
