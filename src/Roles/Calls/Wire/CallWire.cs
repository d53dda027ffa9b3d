namespace Sekisho.Roles.Calls.Wire;

/// <summary>The form of calls on the wire; described in this project's README.</summary>
internal static class CallWire
{
    /// <summary>The path of a call is this and its name.</summary>
    public const string PathPrefix = "/call/";

    /// <summary>The bytes of the length before the JSON part: unsigned, big-endian.</summary>
    public const int LengthBytes = 4;

    /// <summary>The random bytes of a call token.</summary>
    public const int TokenBytes = 32;

    /// <summary>The longest JSON part of a reply. A callee gone mad must not fill its caller's memory.</summary>
    public const int LargestReplyBytes = 64 * 1024 * 1024;

    /// <summary>The longest head (status line and headers) of a reply; ours have about 120 bytes.</summary>
    public const int LargestHeadBytes = 4096;

    /// <summary>The longest text of a failure that travels, in characters; the rest is in the callee's log.</summary>
    public const int LongestFailureMessage = 1000;

    /// <summary>The longest path of a Unix socket: sockaddr_un.sun_path has 108 bytes with its final zero (unix(7)).</summary>
    public const int LongestSocketPathBytes = 107;

    /// <summary>The HTTP status that tells a failure.</summary>
    public static int StatusOf(CallFailure failure) => failure switch
    {
        CallFailure.NotAllowed => 403,
        CallFailure.TooLarge => 413,
        CallFailure.Rejected => 422,
        CallFailure.Overloaded => 503,
        CallFailure.TimedOut => 504,
        _ => 500,
    };

    /// <summary>The failure that an HTTP status tells; anything unknown is a fault of the callee.</summary>
    public static CallFailure FailureOf(int status) => status switch
    {
        403 => CallFailure.NotAllowed,
        413 => CallFailure.TooLarge,
        422 => CallFailure.Rejected,
        503 => CallFailure.Overloaded,
        504 => CallFailure.TimedOut,
        _ => CallFailure.Faulted,
    };
}
