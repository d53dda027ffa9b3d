namespace Sekisho.MailAuth;

/// <summary>What a check ended with: the result names of RFC 8601 §2.7, the same for every method.</summary>
public enum AuthResult
{
    /// <summary>There is nothing to check: no record, no signature.</summary>
    None,

    /// <summary>The identity is proven.</summary>
    Pass,

    /// <summary>The identity is refuted.</summary>
    Fail,

    /// <summary>SPF only: the owner thinks that it is not theirs, without being sure (RFC 7208 §2.6.5).</summary>
    SoftFail,

    /// <summary>The owner makes no statement, or what there is cannot be understood.</summary>
    Neutral,

    /// <summary>The check would pass, but something about it is not acceptable here; the problem says what.</summary>
    Policy,

    /// <summary>Something that may pass (DNS) stood in the way; nothing is known.</summary>
    TempError,

    /// <summary>Something that lasts (a broken record) stood in the way; nothing is known.</summary>
    PermError,
}
