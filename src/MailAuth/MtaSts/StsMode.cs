namespace Sekisho.MailAuth.MtaSts;

/// <summary>What a policy asks senders to do (RFC 8461 §5).</summary>
public enum StsMode
{
    /// <summary>The domain has no active policy any more.</summary>
    None,

    /// <summary>Failures are reported, and the mail is delivered all the same.</summary>
    Testing,

    /// <summary>Mail goes to the named hosts over verified TLS only.</summary>
    Enforce,
}
