namespace Sekisho.MailAuth.Dmarc;

/// <summary>A DMARC policy record (RFC 9989 §4.7). Tags that nobody knows, pct, rf and ri among them, are left out.</summary>
public sealed record DmarcRecord
{
    /// <summary>p=; null where it is absent or no policy.</summary>
    public DmarcPolicy? Policy { get; init; }

    /// <summary>sp=, for subdomains that exist; null where it is absent or no policy.</summary>
    public DmarcPolicy? SubdomainPolicy { get; init; }

    /// <summary>np=, for subdomains that do not exist; null where it is absent or no policy.</summary>
    public DmarcPolicy? NonExistentPolicy { get; init; }

    /// <summary>p=, sp= or np= is there but no policy (RFC 9989 §4.10.1).</summary>
    public bool HasBadPolicy { get; init; }

    /// <summary>adkim=s: the DKIM domain must be the author's exactly.</summary>
    public bool StrictDkim { get; init; }

    /// <summary>aspf=s: the SPF domain must be the author's exactly.</summary>
    public bool StrictSpf { get; init; }

    /// <summary>psd=.</summary>
    public DmarcPsd Psd { get; init; }

    /// <summary>t=y: the owner is testing, and asks for one step less.</summary>
    public bool IsTesting { get; init; }

    /// <summary>rua=: where aggregate reports go; what is no URI is left out, sizes ("!10m") are cut off.</summary>
    public IReadOnlyList<string> AggregateUris { get; init; } = [];

    /// <summary>ruf=: where failure reports go.</summary>
    public IReadOnlyList<string> FailureUris { get; init; } = [];

    /// <summary>fo=: when failure reports are wanted; "0" when absent.</summary>
    public string FailureOptions { get; init; } = "0";

    /// <summary>A tag is there twice with different values; such a tag counts as bad, since readers would differ.</summary>
    public bool HasContradictions { get; init; }

    /// <summary>The record as published, at most 1,000 characters.</summary>
    public required string Text { get; init; }
}
