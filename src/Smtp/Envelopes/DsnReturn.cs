namespace Sekisho.Smtp.Envelopes;

/// <summary>RET= of MAIL FROM: what of the message a failure notice carries (RFC 3461 §4.3).</summary>
public enum DsnReturn
{
    /// <summary>Not given: headers only.</summary>
    Unspecified,

    /// <summary>FULL: the whole message.</summary>
    Full,

    /// <summary>HDRS: the headers only.</summary>
    Headers,
}
