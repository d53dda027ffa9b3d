namespace Sekisho.MailAuth.Arc;

/// <summary>Why a chain does not pass (RFC 8617 §5.2).</summary>
public enum ArcProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A field of the chain cannot be read.</summary>
    BadSyntax,

    /// <summary>An instance number below 1 or above 50 (RFC 8617 §4.2.1).</summary>
    BadInstance,

    /// <summary>A set with a field twice (RFC 8617 §5.2 step 3).</summary>
    DuplicateField,

    /// <summary>A set without one of its three fields, or a gap in the numbers (RFC 8617 §5.2 step 3).</summary>
    MissingField,

    /// <summary>cv= is not none in the first set, or not pass in a later one (RFC 8617 §5.2 step 3).</summary>
    BadChainValue,

    /// <summary>The last sealer says that the chain was broken already (RFC 8617 §5.2 step 2).</summary>
    SealedAsFailed,

    /// <summary>The newest message signature does not fit the message (RFC 8617 §5.2 step 4).</summary>
    MessageSignatureFails,

    /// <summary>A seal does not fit (RFC 8617 §5.2 step 6).</summary>
    SealFails,

    /// <summary>The DNS failed, or did not answer in time.</summary>
    DnsFailure,

    /// <summary>The header exceeds a limit.</summary>
    HeaderTooLarge,
}
