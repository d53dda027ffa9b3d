namespace Sekisho.MailAuth.Dkim;

/// <summary>Limits of verification, each with the attack it stops.</summary>
public sealed record DkimOptions
{
    /// <summary>Signatures that are verified, from the top; the others get policy. Stops messages with hundreds of signatures, each a look-up and a calculation.</summary>
    public int MaxSignatures { get; init; } = 10;

    /// <summary>The longest header in bytes. Stops hashing megabytes once for each signature.</summary>
    public int MaxHeaderBytes { get; init; } = 1024 * 1024;

    /// <summary>Header fields of a message.</summary>
    public int MaxFields { get; init; } = 4000;

    /// <summary>The longest signature field in bytes; a longer one is bad syntax.</summary>
    public int MaxSignatureBytes { get; init; } = 65_536;

    /// <summary>Names in h=; more are bad syntax.</summary>
    public int MaxSignedFields { get; init; } = 1000;

    /// <summary>The longest key record in characters; a longer one is a bad key. A 4096-bit key needs 750.</summary>
    public int MaxKeyRecordChars { get; init; } = 8192;

    /// <summary>Key records under one selector that are tried; the RFC allows one (RFC 6376 §3.6.2.2).</summary>
    public int MaxKeyRecords { get; init; } = 3;

    /// <summary>How far t= may lie in the future: clocks differ.</summary>
    public TimeSpan MaxClockDifference { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The time for all look-ups of one message together.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Lets signatures pass that leave a part of the body out (l=). Off: what anyone may have added must not look signed.</summary>
    public bool AcceptPartialBody { get; init; }
}
