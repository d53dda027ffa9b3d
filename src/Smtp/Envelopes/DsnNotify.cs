namespace Sekisho.Smtp.Envelopes;

/// <summary>NOTIFY= of RCPT TO (RFC 3461 §4.1).</summary>
[Flags]
public enum DsnNotify
{
    /// <summary>Not given: failures, and delays where the sender of notices wishes to.</summary>
    Unspecified = 0,

    /// <summary>NEVER: no notice at all.</summary>
    Never = 1,

    /// <summary>SUCCESS.</summary>
    Success = 2,

    /// <summary>FAILURE.</summary>
    Failure = 4,

    /// <summary>DELAY.</summary>
    Delay = 8,
}
