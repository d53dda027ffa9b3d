namespace Sekisho.MailAuth.Spf;

/// <summary>Which identity of the session is checked (RFC 7208 §2.3, §2.4).</summary>
public enum SpfIdentity
{
    /// <summary>The domain of the reverse-path; of HELO where the reverse-path is null.</summary>
    MailFrom,

    /// <summary>What the client called itself.</summary>
    Helo,
}
