namespace Sekisho.MailAuth.Dmarc;

/// <summary>What a record says about its place in the tree (RFC 9989 §4.7 psd=).</summary>
public enum DmarcPsd
{
    /// <summary>u, or nothing.</summary>
    Unknown,

    /// <summary>y: a public suffix; organizations begin one label below.</summary>
    Yes,

    /// <summary>n: the top of its organization.</summary>
    No,
}
